// @ts-check
/** A panel: words, numbers and figures that Python gives and gives again; what does not change stays as it is. */

import { closest, find, findPlot } from "../core/elements.js";
import { Fields } from "../core/fields.js";
import { Component, componentOf } from "../core/mount.js";
import { Outbox } from "../core/outbox.js";
import { fingerprint, unpack } from "../core/unpacking.js";
import { contentOf, withLists } from "../draw/figure_columns.js";
import { PLOT_CONFIG, drawFigure, expectPlotly, loadPlotly, putAway, recolour, room } from "../draw/plotting.js";

const UNSEEN = 700; // ms until a figure out of sight is drawn anew, if no newer one comes, as it does while the run plays

/**
 * Return the buttons over a figure: to zoom, and where one drags to select, another way to drag.
 * @param {string | false | undefined} dragmode
 * @returns {string[][]}
 */
function tools(dragmode) {
  if (dragmode === "select") return [["select2d", "lasso2d", "pan2d"], ...PLOT_CONFIG.modeBarButtons];
  return dragmode ? PLOT_CONFIG.modeBarButtons : [[]];
}

/**
 * A figure that is there: its element, what it looks like, whether it is in sight, and how to draw it if it is to be.
 * @typedef {object} Drawn
 * @property {Plot} plot
 * @property {string} look
 * @property {boolean} inSight
 * @property {string} [rest]
 * @property {(() => void)} [draw]
 * @property {number} [timer]
 */

/** @typedef {{ customdata?: any }} PlotlyPoint */

class Panel extends Component {
  /**
   * @param {HTMLElement} root
   * @param {(name: string, value: unknown) => void} send
   * @param {import("../core/mount.js").Served} served
   */
  constructor(root, send, served) {
    super(root, send, served);
    expectPlotly(served.plotly);
    this.fields = new Fields(root);
    /** @type {Record<string, Drawn>} */
    this.plots = {};
    /** @type {import("./payload.js").PanelHeader} */
    this.header = /** @type {any} */ (undefined); // until the first one is received
    /** @type {import("../core/unpacking.js").Columns} */
    this.columns = {};
    /** @type {Record<string, string>} by figure, what tells its traces from others */
    this.contents = {};
    /** @type {Outbox | undefined} */
    this.outbox = undefined;
    /** @type {Plotly} */
    this.plotly = /** @type {any} */ (undefined); // until there is a figure
    /** @type {string | undefined} the payload's fingerprint */
    this.name = undefined;
    /** @type {string | undefined} */
    this.html = undefined;
    /** @type {boolean | undefined} */
    this.dark = undefined;
    /** @type {HTMLInputElement | null} */
    this.dial = null;
    /** @type {number | undefined} the row that is shown */
    this.row = undefined;
    this.byHand = false;
    this.resizing = 0;
    root.addEventListener("click", (event) => {
      const button = closest(event, "[data-request]");
      if (!button?.dataset.request) return;
      this.request(JSON.parse(button.dataset.request));
      if (event.detail > 0) button.blur?.(); // after a mouse click the keys step and play again
    });
    root.addEventListener("input", ({ target }) => { if (this.dial && target === this.dial) this.turn(Number(this.dial.value)); });
    root.addEventListener("pointerup", ({ target }) => { if (target === this.dial) this.dial?.blur(); });
    root.addEventListener("pointerover", (event) => {
      const element = closest(event, "[data-col]");
      if (element) element.title = this.fields.exactly(element);
    });
    this.seen = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const known = this.plots[/** @type {Plot} */ (target).dataset.plot ?? ""];
        if (known?.plot !== target) continue;
        known.inSight = isIntersecting;
        if (isIntersecting) known.draw?.();
      }
    });
    this.resizer = new ResizeObserver(() => {
      cancelAnimationFrame(this.resizing);
      this.resizing = requestAnimationFrame(() => {
        for (const { plot } of Object.values(this.plots)) if (plot.clientWidth) this.plotly.relayout(plot, room(plot));
      });
    });
  }

  /**
   * Show a payload.
   * @param {Uint8Array} bytes
   * @param {boolean} dark
   */
  async receive(bytes, dark) {
    const name = fingerprint(bytes);
    if (name === this.name && dark === this.dark) return;
    [this.name, this.dark] = [name, dark];
    const { header, columns } = unpack(bytes);
    Object.assign(this, { header, columns });
    this.contents = {};
    for (const [plot, figure] of Object.entries(/** @type {import("./payload.js").PanelHeader} */ (header).figures)) {
      this.contents[plot] = contentOf(figure.data, columns);
      figure.data = withLists(figure.data, columns);
    }
    if (!this.outbox) {
      this.outbox = Outbox.of(header.key, this);
      this.outbox.resume();
    }
    this.outbox.identity = header.session;
    this.#words();
    if (Object.keys(header.figures).length) {
      this.plotly = await loadPlotly(this.served.plotly);
      if (this.name !== name) return; // a later payload has taken over
      for (const [plot, figure] of Object.entries(this.header.figures)) this.#figure(plot, figure);
      this.turn(this.row);
    }
    this.root.dataset.ready = "true";
  }

  #words() {
    const { root, header } = this;
    if (this.html !== header.html) {
      this.#forget();
      root.innerHTML = this.html = header.html;
      this.dial = root.querySelector("[data-dial]");
      this.row = undefined;
    }
    if (root.getAttribute("aria-label") !== header.label) root.setAttribute("aria-label", header.label);
    for (const [slot, html] of Object.entries(header.parts)) {
      const element = find(root, `[data-slot="${slot}"]`);
      if (element.dataset.html !== html) element.innerHTML = element.dataset.html = html;
    }
    this.fields.find(this);
    if (!this.dial) return;
    this.dial.max = String(header.rows - 1);
    this.row ??= header.row;
    this.dial.value = String(this.row);
    this.turn(this.row);
  }

  /**
   * A figure that is drawn already and out of sight waits: while the run plays, its frames go to what is seen.
   * @param {string} name
   * @param {Figure} figure
   */
  #figure(name, figure) {
    const plot = findPlot(this.root, `[data-plot="${name}"]`);
    const known = this.plots[name];
    const look = `${figure.name}${this.dark}`;
    if (known?.look === look) return;
    if (!known) {
      this.plots[name] = { plot, look, inSight: true };
      this.#draw(plot, figure);
      this.#listen(plot);
      return;
    }
    known.look = look;
    clearTimeout(known.timer);
    known.draw = () => {
      clearTimeout(known.timer);
      known.draw = undefined;
      this.#draw(plot, figure);
      this.turn(this.row);
    };
    if (known.inSight) known.draw();
    else known.timer = setTimeout(known.draw, UNSEEN);
  }

  /**
   * @param {Plot} plot
   * @param {Figure} figure
   */
  #draw(plot, figure) {
    const content = this.contents[plot.dataset.plot ?? ""];
    const fresh = recolour(figure, this.dark ? this.header.dark : {});
    // Where only shapes have moved, as when another example is picked, thousands of points need not be drawn anew.
    const rest = JSON.stringify([this.dark, content, { ...figure.layout, shapes: [] }]);
    const known = this.plots[plot.dataset.plot ?? ""];
    if (known.rest === rest) {
      this.plotly.relayout(plot, { shapes: fresh.layout.shapes });
      return;
    }
    known.rest = rest;
    Object.assign(fresh.layout, room(plot));
    if (matchMedia("(pointer: coarse)").matches) fresh.layout.dragmode = false; // a finger scrolls the page
    drawFigure(this.plotly, plot, fresh, { ...PLOT_CONFIG, modeBarButtons: tools(fresh.layout.dragmode) });
  }

  /** @param {Plot} plot */
  #listen(plot) {
    this.seen.observe(plot);
    this.resizer.observe(plot);
    const scroll = (/** @type {WheelEvent} */ event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); };
    plot.addEventListener("wheel", scroll, { capture: true, passive: true });
    // Plotly says that something is selected also where a new figure takes the box away: only a hand's box counts.
    plot.addEventListener("pointerdown", () => { this.byHand = true; }, true);
    plot.on("plotly_click", ({ points }) => {
      this.byHand = false;
      this.#chosen(points.slice(0, 1), "pick");
    });
    plot.on("plotly_selected", (event) => this.#boxed(plot, event?.points ?? []));
    plot.on("plotly_deselect", () => this.#boxed(plot, []));
  }

  /**
   * @param {Plot} plot
   * @param {PlotlyPoint[]} points
   */
  #boxed(plot, points) {
    if (!this.byHand) return;
    this.byHand = false;
    this.#chosen(points, "select");
    if (points.length < 2) this.plotly.update(plot, { selectedpoints: null }, { selections: [] }); // what it made pale
  }

  /**
   * Report points that stand for an example: they hold its number, counted from 1, as customdata.
   * @param {PlotlyPoint[]} points
   * @param {string} how
   */
  #chosen(points, how) {
    const rows = points.map(({ customdata }) => customdata).filter(Number.isInteger).map((number) => number - 1);
    if (how === "pick" && rows.length) this.request({ pick: rows[0] });
    if (how === "select") this.request({ select: rows });
  }

  /**
   * Show a row of the columns: in the fields, and by the cursors of figures.
   * @param {number | undefined} row
   */
  turn(row) {
    if (row === undefined || !this.dial) return;
    this.row = row;
    this.fields.write(row);
    const { header, columns } = this;
    this.dial.style.setProperty("--done", `${(100 * row) / (header.rows - 1)}%`);
    this.dial.setAttribute("aria-valuetext", header.dial_says[row] ?? "");
    for (const [name, { shape, column }] of Object.entries(header.cursors)) {
      const plot = this.plots[name]?.plot;
      if (!plot) continue;
      const x = columns[column].values[row];
      const shapes = plot.layout.shapes.map((each) => (each.name === shape ? { ...each, x0: x, x1: x } : each));
      this.plotly.relayout(plot, { shapes });
    }
  }

  /** @param {Record<string, any>} request */
  request(request) {
    this.outbox?.report(undefined, request);
  }

  close() {
    this.resizer.disconnect();
    this.seen.disconnect();
    this.outbox?.close(this);
    this.#forget();
  }

  #forget() {
    for (const { plot, timer } of Object.values(this.plots)) {
      clearTimeout(timer);
      putAway(this.plotly, plot);
    }
    this.plots = {};
  }
}

export default componentOf(Panel);
