// node check.mjs REPORT.html SHOTS_FOLDER [CHROMIUM]
// Opens a report in headless Chromium as a person would: no console errors, no request to anywhere, the sliders and buttons move what they
// should, every figure is there. Writes screenshots to look at. Exit 0 when all holds, 1 otherwise.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./browser.mjs";

const [report, shots, chromium = "chromium"] = process.argv.slice(2);
if (!shots) {
  console.error("usage: node check.mjs REPORT.html SHOTS_FOLDER [CHROMIUM]");
  process.exit(1);
}
mkdirSync(shots, { recursive: true });
const page = await launch(chromium), failures = [], errors = [], requests = [];
let checks = 0;
const check = (holds, what) => {
  checks++;
  console.log(`${holds ? "ok    " : "FAILED"} ${what}`);
  if (!holds) failures.push(what);
};
const run = async expression => {
  const { result, exceptionDetails } = await page.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
};
const pause = ms => new Promise(done => setTimeout(done, ms));
const shoot = async (name, clip) => {
  const { data } = await page.send("Page.captureScreenshot", { format: "png", captureBeyondViewport: true, ...(clip && { clip: { ...clip, scale: 1 } }) });
  writeFileSync(`${shots}/${name}.png`, Buffer.from(data, "base64"));
};
const place = selector => run(`(() => { const r = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect(); return { x: r.x + scrollX, y: r.y + scrollY, width: r.width, height: r.height }; })()`);
// What a canvas shows.
const picture = id => run(`document.getElementById("${id}").toDataURL()`);
const set = (id, value) => run(`(() => { const e = document.getElementById("${id}"); e.value = ${JSON.stringify(value)}; e.dispatchEvent(new Event("input")); e.dispatchEvent(new Event("change")); return e.value; })()`);
const click = id => run(`document.getElementById("${id}").click()`);

page.on((method, params) => {
  if (method === "Runtime.exceptionThrown") errors.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
  if (method === "Runtime.consoleAPICalled" && ["error", "warning"].includes(params.type)) errors.push(params.args.map(a => a.value).join(" "));
  if (method === "Log.entryAdded" && ["error", "warning"].includes(params.entry.level)) errors.push(params.entry.text);
  if (method === "Network.requestWillBeSent" && !params.request.url.startsWith("data:")) requests.push(params.request.url);
});
await page.send("Emulation.setDeviceMetricsOverride", { width: 1280, height: 900, deviceScaleFactor: 1, mobile: false });
for (const domain of ["Page", "Runtime", "Log", "Network"]) await page.send(`${domain}.enable`);
const loaded = new Promise(done => page.on(method => method === "Page.loadEventFired" && done()));
await page.send("Page.navigate", { url: pathToFileURL(resolve(report)).href });
await loaded;
await pause(300);

const size = readFileSync(report).length;
check(size < 5_000_000, `${(size / 1e6).toFixed(2)} MB, under 5`);
check(await run("document.querySelectorAll('h1').length") === 1, "a title");
check(await run("[...document.querySelectorAll('script[src],link[href],img[src],a[href]')].every(e => (e.src || e.href).startsWith('data:'))"), "no outside links");
check(!/\b(NaN|undefined|Infinity|null)\b/.test(await run("[...document.querySelectorAll('h1,h2,h3,p,td,th,li,output')].map(e => e.innerText).join('\\n').replaceAll('is undefined', '')")), "no NaN, undefined or null in the text");
check(await run("document.documentElement.scrollWidth <= innerWidth"), "no part wider than the window");
const wide = await run("[...document.querySelectorAll('.wide')].filter(w => w.scrollWidth > w.clientWidth).map(w => `${w.querySelector('th').innerText}, ${[...w.querySelectorAll('th')].at(-1).innerText}: ${w.scrollWidth} of ${w.clientWidth}`)");
check(wide.length === 0, `no table is cut off${wide.length ? ": " + wide.join(" | ") : ""}`);
const figures = await run("[...document.querySelectorAll('figure')].map(f => ({ id: f.id, ok: f.querySelector('svg,img').getBoundingClientRect().height > 100 }))");
check(figures.every(f => f.ok), `${figures.length} figures have a height`);

if (await run("!!document.getElementById('trajectory')")) {
  const whole = await picture("trajectory-canvas");
  await shoot("trajectory-end", await place("#trajectory"));
  await set("trajectory-time", 400);
  const early = await picture("trajectory-canvas"), label = await run("document.getElementById('trajectory-now').value");
  check(early !== whole, `the trajectory's slider moves it (${label})`);
  await shoot("trajectory-early", await place("#trajectory"));
  await run("document.getElementById('trajectory').scrollIntoView()");
  const at = await run("(() => { const r = document.getElementById('trajectory-canvas').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()");
  await page.send("Input.dispatchMouseEvent", { type: "mousePressed", x: at[0], y: at[1], button: "left", clickCount: 1 });
  for (let i = 1; i <= 10; i++) await page.send("Input.dispatchMouseEvent", { type: "mouseMoved", x: at[0] + 12 * i, y: at[1] + 4 * i, button: "left", buttons: 1 });
  await page.send("Input.dispatchMouseEvent", { type: "mouseReleased", x: at[0] + 120, y: at[1] + 40, button: "left" });
  check(await picture("trajectory-canvas") !== early, "dragging turns it");
  await set("trajectory-time", 1000);
  await shoot("trajectory-turned", await place("#trajectory"));
  await click("trajectory-play");
  await pause(600);
  check(+(await run("document.getElementById('trajectory-time').value")) > 0 && await run("document.getElementById('trajectory-play').textContent") === "Pause", "it plays");
  await click("trajectory-play");
} else console.log("       no trajectory in this report");

if (await run("!!document.getElementById('world')")) {
  const stations = await run("[...document.getElementById('world-station').options].map(o => o.text)");
  check(stations.length > 0, `walks: ${stations.join(", ")}`);
  for (let i = 0; i < stations.length; i++) {
    await set("world-station", String(i));
    const start = await picture("world-canvas");
    await set("world-step", 120);
    check(await picture("world-canvas") !== start, `the step slider moves the agent: ${stations[i]}: ${await run("document.getElementById('world-now').value")}`);
    await shoot(`world-${i}`, await place("#world"));
  }
  await set("world-task", "T2");
  const still = +(await run("document.getElementById('world-step').value"));
  await click("world-play");
  await pause(900);
  check(+(await run("document.getElementById('world-step').value")) > still, "the walk plays");
  await click("world-play");
  const paused = await run("document.getElementById('world-step').value");
  await pause(400);
  check(await run("document.getElementById('world-step').value") === paused, "and pauses");
} else console.log("       no walks in this report");

check(errors.length === 0, `no console errors${errors.length ? ": " + errors.join(" | ") : ""}`);
check(requests.length === 1, `nothing is fetched but the page itself${requests.length > 1 ? ": " + requests.slice(1).join(" ") : ""}`);
const height = await run("document.documentElement.scrollHeight");
for (let top = 0, n = 0; top < height; top += 1800, n++)
  await shoot(`page-${String(n).padStart(2, "0")}`, { x: 0, y: top, width: 1280, height: Math.min(1800, height - top) });
await page.close();
console.log(`${checks - failures.length} passed, ${failures.length} failed; screenshots in ${shots}`);
process.exit(failures.length ? 1 : 0);
