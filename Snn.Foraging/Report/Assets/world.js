// The agent's frozen walks, step by step: the world on the left, the network's spikes of the same movement cycle on the right.
(() => {
  const data = JSON.parse(document.getElementById("world-data").textContent);
  const canvas = document.getElementById("world-canvas"), pen = canvas.getContext("2d");
  const slider = document.getElementById("world-step"), now = document.getElementById("world-now"), play = document.getElementById("world-play");
  const station = document.getElementById("world-station"), task = document.getElementById("world-task"), speed = document.getElementById("world-speed");
  const punished = { T1: 3, T2: 2 }, view = 7, directions = ["NW", "N", "NE", "W", "E", "SW", "S", "SE"];
  let timer = 0;

  data.stations.forEach((s, i) => station.add(new Option(s.title, i)));
  Object.keys(data.rewarded).forEach(t => task.add(new Option(t)));

  const walk = () => data.stations[station.value].walks[task.value];
  const wrap = d => d > data.size / 2 ? d - data.size : d < -data.size / 2 ? d + data.size : d;

  function particlesAt(step) {
    const lying = walk().particles.map(p => p);
    for (const [when, number, ...place] of walk().moved) if (when <= step) lying[number] = place;
    return lying;
  }

  function draw() {
    const step = +slider.value, steps = walk().steps, cell = 520 / data.size, left = 20, top = 20;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = "#c8c8c8";
    pen.lineWidth = 1;
    pen.strokeRect(left, top, cell * data.size, cell * data.size);
    const x = v => left + (v + 0.5) * cell, y = v => top + (v + 0.5) * cell;

    // Before step n + 1 the agent stands where step n ended: that is what it sees in the cycle shown.
    pen.save();
    pen.beginPath();
    pen.rect(left, top, cell * data.size, cell * data.size);
    pen.clip();
    const [ax, ay] = steps[step];
    pen.fillStyle = "rgba(230,159,0,.16)";
    for (const dx of [-data.size, 0, data.size])
      for (const dy of [-data.size, 0, data.size]) pen.fillRect(x(ax + dx) - 3.5 * cell, y(ay + dy) - 3.5 * cell, view * cell, view * cell);
    pen.lineWidth = cell * 0.45;
    pen.lineCap = "round";
    for (const [type, x1, y1, x2, y2] of particlesAt(step)) {
      pen.strokeStyle = type === data.rewarded[task.value] ? data.colors.rewarded : type === punished[task.value] ? data.colors.punished : "#b8b8b8";
      const dx = wrap(x2 - x1), dy = wrap(y2 - y1);
      for (const [bx, by] of [[x1, y1], [x2 - dx, y2 - dy]]) {
        pen.beginPath();
        pen.moveTo(x(bx), y(by));
        pen.lineTo(x(bx + dx), y(by + dy));
        pen.stroke();
      }
    }
    pen.lineWidth = 2;
    pen.strokeStyle = data.colors.path;
    pen.beginPath();
    for (let s = Math.max(0, step - 40); s <= step; s++) {
      const [px, py] = steps[s], [qx, qy] = steps[Math.max(0, s - 1)];
      Math.abs(px - qx) > 1 || Math.abs(py - qy) > 1 || s === Math.max(0, step - 40) ? pen.moveTo(x(px), y(py)) : pen.lineTo(x(px), y(py));
    }
    pen.stroke();
    pen.fillStyle = data.colors.agent;
    pen.beginPath();
    pen.arc(x(ax), y(ay), cell * 0.48, 0, 7);
    pen.fill();
    pen.restore();

    network(Math.min(step, steps.length - 2));
    const eaten = steps.slice(1, step + 1).map(s => s[2]);
    const good = eaten.filter(t => t === data.rewarded[task.value]).length, bad = eaten.filter(t => t === punished[task.value]).length;
    now.value = `step ${step} of ${steps.length - 1}: ate ${good} rewarded, ${bad} punished`;
  }

  function caption(text, left, top) {
    pen.fillStyle = "#1a1a1a";
    pen.font = "15px system-ui, sans-serif";
    pen.textAlign = "left";
    pen.fillText(text, left, top);
  }

  function network(step) {
    const w = walk(), seen = new Set(w.view[step]), left = 575;
    caption("in view", left, 34);
    for (let c = 0; c < view * view; c++) {
      pen.fillStyle = c === 24 ? data.colors.agent : seen.has(c) ? "#e69f00" : "#f0f0f0";
      pen.fillRect(left + c % view * 15, 44 + Math.floor(c / view) * 15, 13, 13);
    }

    const counts = new Array(8).fill(0), first = new Array(8).fill(0);
    for (let i = 0; i < w.motor[step].length; i += 2) {
      counts[w.motor[step][i]]++;
      if (w.motor[step][i + 1] < data.cycle / 2) first[w.motor[step][i]]++;
    }
    const [fromX, fromY] = w.steps[step], [toX, toY] = w.steps[step + 1];
    const k = (wrap(toY - fromY) + 1) * 3 + wrap(toX - fromX) + 1, moved = k === 4 ? -1 : k < 4 ? k : k - 1;
    caption("output spikes (first half), move", left + 135, 34);
    for (let j = 0; j < 8; j++) {
      const place = j < 4 ? j : j + 1, px = left + 135 + place % 3 * 52, py = 44 + Math.floor(place / 3) * 35;
      pen.fillStyle = first[j] ? `rgba(26,26,26,${Math.min(0.85, 0.15 + 0.12 * first[j])})` : "#f0f0f0";
      pen.fillRect(px, py, 48, 31);
      if (j === moved) {
        pen.strokeStyle = "#e69f00";
        pen.lineWidth = 4;
        pen.strokeRect(px + 1, py + 1, 46, 29);
      }
      pen.fillStyle = first[j] > 2 ? "#fff" : "#1a1a1a";
      pen.font = "13px system-ui, sans-serif";
      pen.fillText(`${directions[j]} ${first[j] || ""}`, px + 6, py + 20);
    }

    const side = Math.ceil(Math.sqrt(data.hidden)), size = Math.floor(196 / side * 10) / 10, top = 185;
    const owner = {};
    for (const t in data.selective) for (const n of data.selective[t]) owner[n] = data.colors[t];
    const fired = new Set(w.hidden[step].filter((_, i) => i % 2 === 0));
    caption("hidden neurons that fire", left, top);
    for (let n = 0; n < data.hidden; n++) {
      const px = left + n % side * size, py = top + 10 + Math.floor(n / side) * size;
      pen.fillStyle = "#f0f0f0";
      pen.fillRect(px, py, size - 1, size - 1);
    }
    for (const n of fired) {
      pen.fillStyle = owner[n] || data.colors.grey;
      pen.beginPath();
      pen.arc(left + (n % side + 0.5) * size, top + 10 + (Math.floor(n / side) + 0.5) * size, Math.max(4, size * 0.8), 0, 7);
      pen.fill();
    }
    [["fires for T1", data.colors.T1], ["fires for T2", data.colors.T2], ["both or rarely", data.colors.grey]].forEach(([text, color], i) => {
      pen.fillStyle = color;
      pen.fillRect(left + 215, top + 14 + 24 * i, 14, 14);
      caption(text, left + 236, top + 26 + 24 * i);
    });

    const bottom = 425, width = 365;
    caption(`spikes in this cycle of ${data.cycle} ms`, left, bottom - 12);
    pen.strokeStyle = "#c8c8c8";
    pen.lineWidth = 1;
    pen.strokeRect(left, bottom, width, 115);
    pen.beginPath();
    pen.moveTo(left + width / 2, bottom);
    pen.lineTo(left + width / 2, bottom + 115);
    pen.moveTo(left, bottom + 60);
    pen.lineTo(left + width, bottom + 60);
    pen.stroke();
    for (let i = 0; i < w.hidden[step].length; i += 2) {
      pen.fillStyle = owner[w.hidden[step][i]] || data.colors.grey;
      pen.fillRect(left + w.hidden[step][i + 1] / data.cycle * width, bottom + 62 + w.hidden[step][i] / data.hidden * 50, 4, 4);
    }
    pen.fillStyle = data.colors.agent;
    for (let i = 0; i < w.motor[step].length; i += 2) pen.fillRect(left + w.motor[step][i + 1] / data.cycle * width, bottom + 3 + w.motor[step][i] * 7, 2, 6);
    pen.fillStyle = "#5a5a5a";
    pen.font = "12px system-ui, sans-serif";
    pen.textAlign = "right";
    pen.fillText("outputs", left + width - 4, bottom + 13);
    pen.fillText("hidden", left + width - 4, bottom + 74);
    pen.textAlign = "left";
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = "Play";
  }

  function start() {
    stop();
    play.textContent = "Pause";
    timer = setInterval(() => {
      slider.value = +slider.value + 1;
      draw();
      if (+slider.value >= +slider.max) stop();
    }, 1000 / speed.value);
  }

  function choose() {
    slider.max = walk().steps.length - 1;
    slider.value = 0;
    draw();
  }

  play.onclick = () => {
    if (timer) return stop();
    if (+slider.value >= +slider.max) slider.value = 0;
    start();
  };
  speed.onchange = () => timer && start();
  slider.oninput = draw;
  station.onchange = choose;
  task.onchange = choose;
  choose();
})();
