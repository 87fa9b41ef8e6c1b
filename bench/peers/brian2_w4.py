#!/usr/bin/python3
"""Workload W4, trials of rewarded STDP, in Brian2 (see README.md beside this file for the definition).

One JSON line per measurement on stdout; everything else goes to stderr.
"""
import argparse
import json
import os
import shutil
import sys
import tempfile
import time

import brian2 as b2
import numpy as np
from brian2 import ms

INPUTS, HIDDEN, OUTPUTS, FAN, ACTIVE = 49, 784, 8, 9, 6
DT, TRIAL = 0.5 * ms, 300 * ms

NEURON = """
dv/dt = (I - v) / (20*ms) : 1 (unless refractory)
dI/dt = -I / (5*ms) : 1
count : integer
"""
RULE = """
w : 1
dapre/dt = -apre / (20*ms) : 1 (event-driven)
dapost/dt = -apost / (20*ms) : 1 (event-driven)
dele/dt = -ele / (200*ms) : 1 (event-driven)
"""
ON_PRE = "I_post += w; apre += 0.01; ele += apost"
ON_POST = "apost -= 0.0105; ele += apre"
# End of trial. Event-driven variables are only brought up to date by spikes, hence the explicit decay of ele.
# Traces need no clock of their own: what is 0 stays 0, however long ago it was last touched.
REWARD = "w = clip(w + 0.01 * R(t) * ele * exp(-(t - lastupdate) / (200*ms)), 0, 0.2); ele = 0; apre = 0; apost = 0"
RESET = "v = 0; I = 0"
WARM = 3  # trials before the clock starts in the closed loops: code generation and compilation


def build(random, inputs, method):
    """The network of W4 behind a group of inputs. The counter is touched by spikes only, so its cost does not show."""
    lif = dict(threshold="v > 1", reset="v = 0; count += 1", refractory=2 * ms, method=method)
    hidden = b2.NeuronGroup(HIDDEN, NEURON, **lif)
    outputs = b2.NeuronGroup(OUTPUTS, NEURON, **lif)
    wiring = b2.Synapses(inputs, hidden, on_pre="I_post += 4")
    wiring.connect(i=np.concatenate([random.choice(INPUTS, FAN, replace=False) for _ in range(HIDDEN)]),
                   j=np.repeat(np.arange(HIDDEN), FAN))
    plastic = b2.Synapses(hidden, outputs, RULE, on_pre=ON_PRE, on_post=ON_POST)
    plastic.connect()
    plastic.w = random.uniform(0, 0.1, HIDDEN * OUTPUTS)
    return hidden, outputs, plastic, b2.Network(inputs, hidden, outputs, wiring, plastic)


def end_trial(now, reward, hidden, outputs, plastic):
    """What REWARD and RESET do, from Python."""
    age = np.asarray((now - plastic.lastupdate[:]) / (200 * ms))
    plastic.w = np.clip(plastic.w[:] + 0.01 * reward * plastic.ele[:] * np.exp(-age), 0, 0.2)
    plastic.ele, plastic.apre, plastic.apost = 0, 0, 0
    for group in (hidden, outputs):
        group.v, group.I = 0, 0


def draw(random, trials):
    """Input spikes of each trial, [trial, 6], and its reward, +1 or -1."""
    active = np.array([random.choice(INPUTS, ACTIVE, replace=False) for _ in range(trials)])
    return active, random.choice([-1.0, 1.0], trials)


def report(args, mode, trials, seconds, hidden, outputs):
    print(json.dumps({
        "tool": "brian2", "mode": mode, "version": b2.__version__, "precision": args.precision, "method": args.method,
        "trials": trials, "seconds": round(seconds, 4), "trials_per_second": round(trials / seconds, 3),
        "hidden_spikes_per_trial": round(float(np.sum(hidden.count[:])) / trials, 2),
        "output_spikes_per_trial": round(float(np.sum(outputs.count[:])) / trials, 2)}), flush=True)


def open_loop(args, trials):
    """C++ standalone, one thread: every input and reward is fixed before the one run."""
    folder = tempfile.mkdtemp(prefix="w4-")
    b2.set_device("cpp_standalone", directory=folder, build_on_run=False)
    b2.prefs.codegen.cpp.headers += ["<chrono>", "<fstream>"]
    random = np.random.default_rng(args.seed)
    active, reward = draw(random, trials)
    # A step after the reset: clocks of different dt drift apart by rounding, and then the order within a step is not certain.
    times = np.repeat(np.arange(trials), ACTIVE) * TRIAL + DT
    hidden, outputs, plastic, network = build(random, b2.SpikeGeneratorGroup(INPUTS, active.ravel(), times), args.method)
    # The update at the start of trial k is the end of trial k - 1, so n trials make n updates, the first of nothing.
    R = b2.TimedArray(reward, dt=TRIAL)
    plastic.run_regularly(REWARD, dt=TRIAL, when="start")
    hidden.run_regularly(RESET, dt=TRIAL, when="start")
    outputs.run_regularly(RESET, dt=TRIAL, when="start")
    # Brian2's own timer is std::clock, CPU time; this is wall time around the very same call, Network::run.
    b2.device.insert_code("before_network_run", "const auto w4_start = std::chrono::steady_clock::now();")
    b2.device.insert_code("after_network_run", """
        std::ofstream("w4_seconds.txt")
            << std::chrono::duration<double>(std::chrono::steady_clock::now() - w4_start).count();""")
    network.run(trials * TRIAL, namespace={"R": R, "ms": ms})
    b2.device.build(directory=folder, compile=True, run=True, with_output=False)
    with open(os.path.join(folder, "w4_seconds.txt")) as file:
        seconds = float(file.read())
    print(f"Brian2's own timer, CPU time: {b2.device._last_run_time:.4f} s; wall time: {seconds:.4f} s", file=sys.stderr)
    report(args, "open loop, C++ standalone", trials, seconds, hidden, outputs)
    shutil.rmtree(folder)
    b2.device.reinit()
    b2.set_device("runtime")


def closed_loop(args, trials):
    """One run() a trial: what a trial is may depend on what the outputs did in the one before."""
    random = np.random.default_rng(args.seed)
    active, reward = draw(random, WARM + trials)
    inputs = b2.SpikeGeneratorGroup(INPUTS, [], [] * ms)
    hidden, outputs, plastic, network = build(random, inputs, args.method)
    for k in range(WARM + trials):
        if k == WARM:
            hidden.count, outputs.count = 0, 0
            start = time.perf_counter()
        inputs.set_spikes(active[k], np.full(ACTIVE, k) * TRIAL)
        network.run(TRIAL)
        end_trial(network.t, reward[k], hidden, outputs, plastic)
    report(args, f"closed loop, one run a trial, {args.target}", trials, time.perf_counter() - start, hidden, outputs)


def closed_loop_one_run(args, trials):
    """One run in which Python is called between trials: the quickest closed loop that was found for Brian2."""
    random = np.random.default_rng(args.seed)
    active, reward = draw(random, WARM + trials)
    inputs = b2.NeuronGroup(INPUTS, "firing : boolean", threshold="firing", reset="firing = False")
    hidden, outputs, plastic, network = build(random, inputs, args.method)
    begun, start = 0, 0.0

    @b2.network_operation(dt=TRIAL, when="start")
    def between_trials(now):
        nonlocal begun, start
        if begun > 0:
            end_trial(now, reward[begun - 1], hidden, outputs, plastic)
        if begun == WARM:
            hidden.count, outputs.count = 0, 0
            start = time.perf_counter()
        inputs.firing[active[begun]] = True
        begun += 1

    network.add(between_trials)
    network.run((WARM + trials) * TRIAL)
    report(args, f"closed loop, one run in all, {args.target}", trials, time.perf_counter() - start, hidden, outputs)


def main():
    modes = {"open": (open_loop, 5000), "closed": (closed_loop, 10), "closed-one-run": (closed_loop_one_run, 200)}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mode", choices=[*modes, "all"], default="all")
    parser.add_argument("--trials", type=int, help="default: 5000 open, 10 closed, 200 closed in one run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--precision", choices=["double", "single"], default="double")
    parser.add_argument("--method", choices=["exact", "euler"], default="exact", help="integration of the membrane")
    parser.add_argument("--target", choices=["cython", "numpy"], default="cython", help="code generation of the closed loops")
    args = parser.parse_args()
    b2.prefs.codegen.target = args.target
    if args.precision == "single":
        b2.prefs.core.default_float_dtype = np.float32
    for name in modes if args.mode == "all" else [args.mode]:
        b2.defaultclock.dt = DT
        function, trials = modes[name]
        function(args, args.trials or trials)


main()
