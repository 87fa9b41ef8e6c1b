// The weights of one network as a point in three dimensions: drag turns the box, the slider goes through time.
(() => {
  const data = JSON.parse(document.getElementById("trajectory-data").textContent);
  const canvas = document.getElementById("trajectory-canvas"), pen = canvas.getContext("2d");
  const time = document.getElementById("trajectory-time"), now = document.getElementById("trajectory-now");
  const play = document.getElementById("trajectory-play"), pick = document.getElementById("trajectory-seed"), boxes = document.getElementById("trajectory-conditions");
  const shapes = ["circle", "square", "triangle"];
  let seed = data.seeds[0], hidden = new Set(), turn = -0.65, tilt = 0.45, zoom = 1, playing = 0;

  data.seeds.forEach((s, i) => pick.add(new Option(s.seed, i)));
  for (const path of seed.paths) {
    const label = document.createElement("label"), box = document.createElement("input");
    box.type = "checkbox";
    box.checked = true;
    box.onchange = () => { box.checked ? hidden.delete(path.condition) : hidden.add(path.condition); draw(); };
    label.append(box, " " + path.condition);
    boxes.append(label);
  }

  const last = () => Math.max(...seed.paths.map(p => p.cycles[p.cycles.length - 1]));
  const upTo = path => path.cycles.filter(c => c <= last() * time.value / 1000).length;

  function bounds() {
    const all = seed.paths.flatMap(p => p.points);
    return [0, 1, 2].map(k => [Math.min(...all.map(p => p[k])), Math.max(...all.map(p => p[k]))]);
  }

  function draw() {
    const box = bounds(), middle = box.map(b => (b[0] + b[1]) / 2);
    const radius = Math.hypot(...box.map(b => b[1] - b[0])) / 2 || 1, scale = zoom * 0.62 * canvas.height / radius;
    const seen = p => {
      const [x, y, z] = p.map((v, k) => v - middle[k]);
      const across = Math.cos(turn) * x - Math.sin(turn) * y, away = Math.sin(turn) * x + Math.cos(turn) * y;
      return [canvas.width / 2 + scale * across, canvas.height / 2 - scale * (Math.cos(tilt) * z + Math.sin(tilt) * away)];
    };
    const line = (points, color, width) => {
      pen.strokeStyle = color;
      pen.lineWidth = width;
      pen.lineJoin = "round";
      pen.beginPath();
      points.forEach((p, i) => i ? pen.lineTo(...seen(p)) : pen.moveTo(...seen(p)));
      pen.stroke();
    };
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    const corner = n => [0, 1, 2].map(k => box[k][n >> k & 1]);
    for (let n = 0; n < 8; n++)
      for (let k = 0; k < 3; k++)
        if (!(n >> k & 1)) line([corner(n), corner(n | 1 << k)], "#c8c8c8", 1);
    pen.fillStyle = "#1a1a1a";
    pen.font = "16px system-ui, sans-serif";
    pen.textAlign = "center";
    [[0, 1], [1, 3], [0, 4]].forEach(([a, b], k) => {
      const [p, q] = [seen(corner(a)), seen(corner(b))];
      // Turned so that an edge lies at the rim, its name stays inside.
      const inside = (at, margin, end) => Math.min(Math.max(at, margin), end - margin);
      pen.fillText(`PC ${k + 1} (${seed.explained[k]} %)`, inside((p[0] + q[0]) / 2, 60, canvas.width), inside((p[1] + q[1]) / 2 + (k < 2 ? 22 : 0), 18, canvas.height));
    });
    const shown = seed.paths.filter(p => !hidden.has(p.condition));
    for (const path of shown) line(path.points.slice(0, upTo(path)).map(p => [p[0], p[1], box[2][0]]), "#dcdcdc", 1.5);
    for (const path of shown)
      for (let i = 1; i < upTo(path); i++) line([path.points[i - 1], path.points[i]], data.colors[path.phases[i]], 3);
    shown.forEach(path => {
      const n = upTo(path) - 1;
      if (n < 0) return;
      const [x, y] = seen(path.points[n]), shape = shapes[seed.paths.indexOf(path) % 3];
      pen.fillStyle = data.colors[path.phases[n]];
      pen.strokeStyle = "#1a1a1a";
      pen.lineWidth = 2;
      pen.beginPath();
      if (shape === "circle") pen.arc(x, y, 8, 0, 7);
      else if (shape === "square") pen.rect(x - 7, y - 7, 14, 14);
      else { pen.moveTo(x, y - 9); pen.lineTo(x + 9, y + 7); pen.lineTo(x - 9, y + 7); pen.closePath(); }
      pen.fill();
      pen.stroke();
      const twin = shown.findIndex(q => upTo(q) > 0 && q.points[upTo(q) - 1].join() === path.points[n].join());
      pen.fillStyle = "#1a1a1a";
      pen.textAlign = "left";
      pen.strokeStyle = "#fff";
      pen.lineWidth = 4;
      pen.strokeText(path.condition, x + 14, y + 5 + 18 * (shown.indexOf(path) - twin));
      pen.fillText(path.condition, x + 14, y + 5 + 18 * (shown.indexOf(path) - twin));
    });
    key();
    now.value = `cycle ${Math.round(last() * time.value / 1000).toLocaleString("en")}`;
  }

  function key() {
    const phases = [...new Set(seed.paths.filter(p => !hidden.has(p.condition)).flatMap(p => p.phases))];
    pen.textAlign = "left";
    phases.forEach((phase, i) => {
      pen.fillStyle = data.colors[phase];
      pen.fillRect(14, 16 + 24 * i, 26, 5);
      pen.fillStyle = "#1a1a1a";
      pen.fillText(phase, 48, 24 + 24 * i);
    });
  }

  function step() {
    if (!playing) return;
    time.value = +time.value + 4;
    if (+time.value >= 1000) stop();
    draw();
    if (playing) playing = requestAnimationFrame(step);
  }

  function stop() {
    cancelAnimationFrame(playing);
    playing = 0;
    play.textContent = "Play";
  }

  play.onclick = () => {
    if (playing) return stop();
    if (+time.value >= 1000) time.value = 0;
    play.textContent = "Pause";
    playing = requestAnimationFrame(step);
  };
  time.oninput = draw;
  pick.onchange = () => { seed = data.seeds[pick.value]; draw(); };
  canvas.onpointerdown = e => canvas.setPointerCapture(e.pointerId);
  canvas.onpointermove = e => {
    if (!e.buttons) return;
    turn -= e.movementX * 0.008;
    tilt = Math.max(-1.5, Math.min(1.5, tilt + e.movementY * 0.008));
    draw();
  };
  canvas.addEventListener("wheel", e => { e.preventDefault(); zoom = Math.max(0.5, Math.min(6, zoom * Math.exp(-e.deltaY * 0.001))); draw(); }, { passive: false });
  draw();
})();
