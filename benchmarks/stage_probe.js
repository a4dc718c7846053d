// Watches the page that benchmarks/stage.py drives: a look once a frame; a MessageChannel's message follows its paint.
(() => {
  const probe = window.probe = { sent: 0, received: 0, bytes: 0, out: 0 };
  window.WebSocket = class extends WebSocket {
    constructor(...all) {
      super(...all);
      this.addEventListener("message", ({ data }) => {
        probe.received = performance.now();
        probe.bytes += data.size ?? data.byteLength ?? data.length;
      });
    }
    send(data) {
      probe.sent ||= performance.now();
      probe.out += data.size ?? data.byteLength ?? data.length;
      super.send(data);
    }
  };
  const $ = (selector) => document.querySelector(`.gd-stage ${selector}`);
  const all = (selector) => [...document.querySelectorAll(`.gd-stage ${selector}`)];
  const charts = () => [...document.querySelectorAll(".stPlotlyChart")];
  const sights = {
    t: () => $("[data-slot=t]").value,
    boundary: () => $("[data-plot=plane] .layer-above .shapelayer")?.innerHTML,
    fields: () => all("[data-col]").map((element) => element.textContent).join("|"),
    example: () => $("[data-slot=strip]")?.dataset.html,
    curve: () => all("[data-plot=curve] .scatterlayer path.js-line").map((path) => path.getAttribute("d")).join("|"),
    table: () => [...document.querySelectorAll(".gd-table .body [role=row]")]
      .map((row) => (row.ariaSelected === "true") + row.textContent).join("|"),
    // the bare page's; nothing while a chart is being rebuilt
    bareBoundary: () => charts()[0]?.querySelector(".layer-above .shapelayer")?.innerHTML,
    bareCurve: () => charts()[1]?.querySelector(".scatterlayer path.js-line")?.getAttribute("d"),
    bareNumbers: () => [...document.querySelectorAll("[data-testid=stMetricValue]")]
      .map((element) => element.textContent).join("|"),
  };
  const painted = (then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(performance.now());
    port2.postMessage(0);
  };
  const app = () => document.querySelector("[data-testid=stApp]");
  const idle = () => app()?.getAttribute("data-test-script-state") === "notRunning";

  probe.arm = (event, what) => {
    const before = Object.fromEntries(what.map((name) => [name, sights[name]()]));
    const times = {};
    let start = 0;
    probe.result = undefined;
    probe.sent = probe.received = 0;
    const bytes = probe.bytes;
    document.addEventListener(event, (e) => { start = e.timeStamp; }, { once: true, capture: true });
    const tick = () => {
      for (const name of what) {
        if (start && !(name in times) && sights[name]() && sights[name]() !== before[name]) {
          times[name] = 0;
          painted((now) => { times[name] = now - start; });
        }
      }
      const quiet = performance.now() - Math.max(start, probe.received) > 150;
      const answered = probe.sent && probe.received > probe.sent;
      if (start && what.every((name) => times[name]) && answered && quiet && idle()) {
        const [sent, received] = [probe.sent - start, probe.received - start];
        probe.result = { ...times, sent, received, bytes: probe.bytes - bytes };
      } else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  };

  // What a sight shows, frame by frame, and what crosses the wire meanwhile.
  probe.record = (seconds, sight = "t") => {
    const frames = [];
    const [bytes, out] = [probe.bytes, probe.out];
    let first;
    probe.recording = undefined;
    const tick = (now) => {
      first ??= now;
      frames.push([now, sights[sight]()]);
      if (now - first < 1000 * seconds) requestAnimationFrame(tick);
      else probe.recording = { frames, bytes: probe.bytes - bytes, out: probe.out - out };
    };
    requestAnimationFrame(tick);
  };

  // Where one of the points is on the page; another one for another i.
  probe.point = (i) => {
    const inside = $("[data-plot=plane] .nsewdrag").getBoundingClientRect();
    const places = all("[data-plot=plane] .points path").map((path) => path.getBoundingClientRect())
      .filter((r) => r.left > inside.left && r.right < inside.right)
      .filter((r) => r.top > inside.top && r.bottom < inside.bottom);
    const { left, top, width, height } = places[(37 * i + 11) % places.length];
    return [left + width / 2, top + height / 2];
  };

  // Moves the slider of t as fast as frames come, for 150 frames.
  probe.scrub = () => {
    const slider = $("[data-slot=scrub]");
    let i = 0;
    const move = () => {
      slider.value = 100 + 7 * i;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      i += 1;
      if (i < 150) requestAnimationFrame(move);
    };
    move();
  };

  const until = (there, name) => {
    const look = () => { if (there()) painted((now) => { probe[name] = now; }); else requestAnimationFrame(look); };
    requestAnimationFrame(look);
  };
  until(() => document.querySelector(".gd-stage[data-ready=true]"), "live");
  const wanted = Number(new URLSearchParams(window.location.search).get("charts") ?? 2);
  until(() => charts().filter((chart) => chart.querySelector(".scatterlayer .trace path")).length >= wanted, "charts");
})();
