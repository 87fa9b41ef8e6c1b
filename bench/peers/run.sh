#!/usr/bin/env bash
# Workload W4 on this simulator and on Brian2, by turns, in one run on one machine: bench/peers/run.sh [ROUNDS]
# Needs Debian or Ubuntu for Brian2. The JSON line of every measurement goes to stderr, the table to stdout.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
rounds=${1:-3}
python=/usr/bin/python3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

if ! $python -c 'import brian2, Cython' 2>/dev/null || ! command -v g++ >/dev/null || ! command -v make >/dev/null; then
    root=
    [ "$(id -u)" = 0 ] || root=sudo
    { $root apt-get update -qq && $root apt-get install -y -qq --no-install-recommends python3-brian cython3 g++ make python3-dev; } >&2 ||
        { echo 'Brian2 is missing and python3-brian could not be installed' >&2; exit 1; }
fi

ours() { [ -z "$project" ] || dotnet run -c Release --no-build --project "$project"; }
brian() { $python -W ignore "$here/brian2_w4.py" --mode "$1"; }

project=$here/Peers.csproj
if [ ! -f "$project" ]; then
    echo "no $(basename "$project") yet: Brian2 alone is measured" >&2
    project=
elif ! dotnet build -c Release "$project" >&2; then
    echo "$(basename "$project") does not build" >&2
    exit 1
fi

for ((round = 1; round <= rounds; round++)); do
    # Every second round goes backwards, so that a machine that slows down or warms up favours nobody.
    order=(ours 'brian open' 'brian closed' 'brian closed-one-run')
    ((round % 2)) || order=('brian closed-one-run' 'brian closed' 'brian open' ours)
    for measurement in "${order[@]}"; do
        $measurement > "$scratch/one" || echo "round $round, $measurement: failed" >&2
        grep '^{' "$scratch/one" | tee -a "$scratch/all" >&2
    done
done

touch "$scratch/all"
$python - "$scratch/all" <<'PYTHON'
import json, statistics, sys

rows = {}
for line in open(sys.argv[1]):
    m = json.loads(line)
    rows.setdefault((m["tool"], m["mode"]), []).append(m)
if not rows:
    sys.exit("nothing was measured")

def median(measurements, key):
    values = [m[key] for m in measurements if m.get(key) is not None]
    return statistics.median(values) if values else float("nan")

print("| tool | mode | trials/s, median | lowest - highest | hidden spikes/trial | output spikes/trial |")
print("|---|---|---|---|---|---|")
for (tool, mode), ms in rows.items():
    rates = [m["trials_per_second"] for m in ms]
    print(f"| {tool} | {mode} | {statistics.median(rates):,.4g} | {min(rates):,.4g} - {max(rates):,.4g} (n = {len(ms)}) "
          f"| {median(ms, 'hidden_spikes_per_trial'):.1f} | {median(ms, 'output_spikes_per_trial'):.2f} |")
brian = next((ms for (tool, mode), ms in rows.items() if tool == "brian2" and mode.startswith("open loop")), None)
for (tool, mode), ms in rows.items():
    if tool != "brian2" and brian:
        ratio = median(ms, "trials_per_second") / median(brian, "trials_per_second")
        print(f"\n{tool}, {mode} / Brian2, open loop: {ratio:.3g}")
PYTHON
