// Watches the page that benchmarks/stage.py drives. A look once a frame; a MessageChannel's message comes after the paint.
(() => {
  const probe = window.probe = { frames: [], texts: new Set(), newest: 0, sent: 0, received: 0, bytes: 0, out: 0 };
  const fillText = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    if (!probe.texts.has(text)) { probe.texts.add(text); probe.newest = performance.now(); }
    return fillText.call(this, text, ...rest);
  };
  window.WebSocket = class extends WebSocket {
    constructor(...all) {
      super(...all);
      this.addEventListener("message", ({ data }) => {
        probe.received = performance.now();
        probe.bytes += data.size ?? data.byteLength ?? data.length;
      });
    }
    send(data) { probe.sent ||= performance.now(); probe.out += data.size ?? data.byteLength ?? data.length; super.send(data); }
  };
  const $ = (selector) => document.querySelector(`.gd-stage ${selector}`);
  const sights = {
    boundary: () => $("[data-plot=plane] .layer-above .shapelayer")?.innerHTML,
    fields: () => [...document.querySelectorAll(".gd-stage [data-col]")].map((e) => e.textContent).join("|"),
    example: () => $("[data-slot=strip]")?.dataset.html,
    curve: () => [...document.querySelectorAll(".gd-stage [data-plot=curve] .scatterlayer path.js-line")].map((p) => p.getAttribute("d")).join("|"),
  };
  const painted = (then) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => then(performance.now()); port2.postMessage(0); };
  const idle = () => document.querySelector("[data-testid=stApp]")?.getAttribute("data-test-script-state") === "notRunning";

  probe.arm = (event, what) => {
    const before = Object.fromEntries(what.map((name) => [name, sights[name]()]));
    const times = {};
    let start = 0;
    probe.result = undefined;
    probe.newest = probe.sent = probe.received = 0;
    const bytes = probe.bytes;
    document.addEventListener(event, (e) => { start = e.timeStamp; }, { once: true, capture: true });
    const tick = () => {
      for (const name of what) {
        if (start && !(name in times) && sights[name]() !== before[name]) {
          times[name] = 0;
          painted((now) => { times[name] = now - start; });
        }
      }
      if (start && probe.newest > start && probe.newest !== times.drawn) {
        times.drawn = probe.newest;
        painted((now) => { times.table = now - start; });
      }
      const now = performance.now();
      const quiet = now - Math.max(start, probe.newest, probe.received) > 150;
      if (start && idle() && !times.idle) times.idle = now - start;
      if (!idle()) times.idle = 0;
      if (start && what.every((name) => times[name]) && quiet && idle()) {
        probe.result = { ...times, sent: probe.sent - start, received: probe.received - start, bytes: probe.bytes - bytes };
      } else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  };

  probe.record = (seconds) => {
    const frames = [];
    const [bytes, out] = [probe.bytes, probe.out];
    let first;
    probe.recording = undefined;
    const tick = (now) => {
      first ??= now;
      frames.push([now, document.querySelector(".gd-stage [data-slot=t]").value]);
      if (now - first < 1000 * seconds) requestAnimationFrame(tick);
      else probe.recording = { frames, bytes: probe.bytes - bytes, out: probe.out - out };
    };
    requestAnimationFrame(tick);
  };

  const until = (there, name) => {
    const look = () => { if (there()) painted((now) => { probe[name] = now; }); else requestAnimationFrame(look); };
    requestAnimationFrame(look);
  };
  until(() => document.querySelector(".gd-stage[data-ready=true]"), "live");
  until(() => document.querySelectorAll(".stPlotlyChart .scatterlayer .trace path").length > 0, "charts");
})();
