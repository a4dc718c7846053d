// @ts-check
/** Draws one step: moves the two figures' shapes and fills the text fields. Points and axes are left alone. */

import { pairs, putLine } from "../core/columns.js";
import { find, findPlot } from "../core/elements.js";
import { DrawnShapes } from "../draw/drawn_shapes.js";
import { PLOT_CONFIG, drawFigure, enlarge, putAway, recolour, room } from "../draw/plotting.js";
import { PointsBitmap } from "../draw/points_bitmap.js";
import { asChange, isZoomed } from "../draw/ranges.js";
import { PlaneLabels } from "./plane_labels.js";
import { Rings } from "../draw/rings.js";
import { openViews } from "../views/views.js";

// Which of a row's packed points the shapes run through, in the order of their numbers, as "line 0": two are on each
// line, between one of either outer edge.
const LINES = [[1, 2], [3, 4], [5, 6], [7, 8], [9, 10]];
const BANDS = [[0, 1, 2], [1, 2, 4, 3], [3, 4, 6, 5], [5, 6, 8, 7], [7, 8, 10, 9], [9, 10, 11]];
const REM = 16; // pixels, the type that figures are made for
// How much larger type, the room around a plot, and points and lines are for a class.
const [CLASS_TYPE, CLASS_ROOM, CLASS_MARKS] = [1.5, 1.4, 1.3];
const SETTLED = 250; // ms without another run until a curve that was moved is drawn whole

/** @typedef {"plane" | "curve"} Slot */
/** @typedef {import("../core/columns.js").Point} Point */

/**
 * Where everything is at a row, in data units.
 * @typedef {object} Places
 * @property {Point[][]} bands
 * @property {Point[][]} lines
 * @property {Point[] | undefined} former
 * @property {Point} ring
 * @property {any} curve what the second picture's view makes of the row
 * @property {import("../core/unpacking.js").Numbers} [members]
 */

/** The Lab's two figures. */
export class Scene {
  /**
   * @param {HTMLElement} root
   * @param {Plotly} plotly
   */
  constructor(root, plotly) {
    this.plotly = plotly;
    this.plane = findPlot(root, "[data-plot=plane]");
    this.curve = findPlot(root, "[data-plot=curve]");
    this.root = root;
    /** @type {Record<Slot, Plot>} */
    this.plots = { plane: this.plane, curve: this.curve };
    /** @type {Partial<Record<Slot, string>>} the name of what is drawn */
    this.drawn = {};
    /** @type {Record<Slot, Shape[]>} */
    this.shapes = { plane: [], curve: [] };
    /** @type {Record<Slot, Record<string, number>>} of each shape, by its name */
    this.index = { plane: {}, curve: {} };
    /** @type {Partial<Record<Slot, Shape[]>>} the shapes that Plotly has */
    this.given = {};
    /** @type {Partial<Record<Slot, string>>} what they were when it drew them */
    this.told = {};
    /** @type {Partial<Record<Slot, Places>>} where everything was when it did */
    this.still = {};
    /** @type {Places | undefined} where everything is */
    this.there = undefined;
    this.laid = /** @type {Point[] | undefined} */ (undefined); // the lines while a hand moves them, as a row has them
    /** @type {{ plane: (plane: DrawnShapes) => void, curve: () => void }} who hears of each drawing */
    this.tells = { plane: () => {}, curve: () => {} };
    this.labels = new PlaneLabels(find(root, "[data-slot=labels]"), BANDS.length - 1);
    this.rings = new Rings(find(root, "[data-slot=rings]"), find(root, "[data-slot=members]"));
    /** @type {PointsBitmap | undefined} the points' picture, once they are drawn */
    this.points = undefined;
    /** @type {{ figure: Drawable, but: string } | undefined} a curve that was only moved, and all of it but its numbers */
    this.late = undefined;
    /** @type {string | undefined} */
    this.but = undefined;
    /** @type {number | undefined} */
    this.catchingUp = undefined;
    /** @type {string | undefined} */
    this.former = undefined;
    this.resizing = 0;
    this.hears = false; // of what Plotly draws in the second picture
    this.type = 1; // how much larger its type is than what figures are made for
    this.views = openViews(root);
    this.view = this.views.loss;
    /** @type {Figure | undefined} what the second picture shows, but for its points */
    this.frame = undefined;
    /** @type {import("./payload.js").Payload} */
    this.payload = /** @type {any} */ (undefined); // until it shows the first one
    this.resizer = new ResizeObserver(() => {
      cancelAnimationFrame(this.resizing);
      this.resizing = requestAnimationFrame(() => {
        for (const [slot, plot] of /** @type {[Slot, Plot][]} */ (Object.entries(this.plots))) {
          if (!plot.data || !plot.clientWidth) continue;
          const layout = { ...plot.layout, ...room(plot) };
          const whole = this.zoomed(slot) ? {} : asChange(this.opening(slot, layout));
          plotly.relayout(plot, { ...room(plot), ...whole }); // which looks at all shapes anew, as a zoom does not
          this.labels.measureAnew();
          this.#drew(slot);
        }
      });
    });
    for (const plot of [this.plane, this.curve]) {
      this.resizer.observe(plot);
      // The wheel scrolls the page, as everywhere; with Control it zooms.
      const scroll = (/** @type {WheelEvent} */ event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); };
      plot.addEventListener("wheel", scroll, { capture: true, passive: true });
    }
  }

  /**
   * Bring both figures to a row of a payload; only what differs from what is drawn is drawn again.
   * Swift, while a run plays: a curve that differs by its numbers alone is moved, and drawn again once no other follows.
   * @param {import("./payload.js").Payload} payload
   * @param {string} view
   * @param {boolean} dark
   * @param {number} row
   * @param {boolean} swift
   */
  show(payload, view, dark, row, swift) {
    this.payload = payload;
    this.view = this.views[view];
    const { header } = this;
    const curve = this.view.figure(payload);
    this.frame = this.view.frame(payload);
    const fresh = {
      plane: this.#fresh("plane", header.plane, `${header.plane.name}${dark}`, dark, header.plane.name),
      curve: this.#fresh("curve", curve, `${curve.name}${view}${dark}`, dark, this.view.revision(payload, curve)),
    };
    const ring = this.#shape("plane", "ring");
    Object.assign(ring, header.ring);
    if (this.former !== header.former) this.still.plane = undefined; // its line comes or goes
    this.former = header.former;
    this.#tell(this.#places(row));
    if (fresh.plane) {
      this.labels.name(header.axes, header.levels);
      this.#bring("plane", fresh.plane);
    }
    if (!fresh.curve) return;
    this.late = { figure: fresh.curve, but: this.#allButNumbers(this.frame, fresh.curve) };
    if (!swift || !this.#moveCurves()) this.catchUp();
    else this.catchingUp = setTimeout(() => this.catchUp(), SETTLED);
  }

  /** Draw a curve that was only moved until now. */
  catchUp() {
    clearTimeout(this.catchingUp);
    if (!this.late) return;
    this.#bring("curve", this.late.figure);
    this.but = this.late.but;
    this.late = undefined;
    this.curve.classList.remove("moved");
  }

  /**
   * @param {Drawable} figure
   * @param {Drawable} fresh
   */
  #allButNumbers(figure, { layout: { shapes, ...layout } }) {
    return JSON.stringify([figure.data.filter(({ name }) => name !== "former"), layout]); // that one may come late
  }

  /**
   * Move the lines to the numbers of the figure that is to be drawn; return whether nothing else differs from what is drawn.
   * @returns {boolean}
   */
  #moveCurves() {
    clearTimeout(this.catchingUp);
    if (!this.late) return true;
    const { figure, but } = this.late;
    const lines = this.curve.querySelectorAll(".scatterlayer .js-line");
    if (this.but !== but || lines.length !== this.curve.data?.length) return false;
    const { xaxis, yaxis } = this.curve._fullLayout;
    /** @param {Record<string, any>} trace */
    const pixels = ({ x, y }) => Array.from(x, (/** @type {number} */ value, i) => `${xaxis.d2p(value)},${yaxis.d2p(y[i])}`).join("L");
    const paths = figure.data.slice(0, lines.length).map((trace) => (ArrayBuffer.isView(trace.y) ? pixels(trace) : "")); // the others stay
    if (paths.some((path) => /NaN|Infinity/.test(path))) return false;
    paths.forEach((path, i) => { if (path) lines[i].setAttribute("d", `M${path}`); });
    this.#drawWhole("curve"); // where rates change
    this.curve.classList.add("moved"); // what Plotly would say of a point is of the run before
    this.plotly.Fx.unhover(this.curve);
    return true;
  }

  /**
   * Return a figure to be drawn, where it is not the one that is there.
   * @param {Slot} slot
   * @param {Figure} figure
   * @param {string} name
   * @param {boolean} dark
   * @param {string} revision
   * @returns {Drawable | undefined}
   */
  #fresh(slot, figure, name, dark, revision) {
    const { present } = this.payload.header;
    const large = parseFloat(getComputedStyle(document.documentElement).fontSize) / REM;
    const drawn = `${name} ${large} ${present}`;
    if (this.drawn[slot] === drawn) return undefined;
    this.drawn[slot] = drawn;
    const fresh = recolour(figure, dark ? this.header.dark : {});
    this.type = large * (present ? CLASS_TYPE : 1);
    enlarge(fresh, this.type, large * (present ? CLASS_ROOM : 1), large * (present ? CLASS_MARKS : 1));
    fresh.layout.uirevision = revision; // zoom lasts as long as this does
    this.shapes[slot] = fresh.layout.shapes;
    this.index[slot] = Object.fromEntries(this.shapes[slot].map(({ name }, at) => [name, at]));
    Object.assign(fresh.layout, room(this.plots[slot]));
    for (const [axis, range] of Object.entries(this.opening(slot, fresh.layout))) fresh.layout[axis].range = [...range];
    if (matchMedia("(pointer: coarse)").matches) fresh.layout.dragmode = false; // a finger scrolls the page
    return fresh;
  }

  /** @returns {import("./lab.js").LabHeader} */
  get header() {
    return /** @type {any} */ (this.payload.header);
  }

  /**
   * @param {Slot} slot
   * @param {string} name
   * @returns {Shape}
   */
  #shape(slot, name) {
    return this.shapes[slot][this.index[slot][name]];
  }

  /**
   * @param {Slot} slot
   * @param {Drawable} figure
   */
  #bring(slot, figure) {
    const plot = this.plots[slot];
    drawFigure(this.plotly, plot, figure, PLOT_CONFIG);
    this.#drew(slot);
    if (slot !== "plane") {
      if (!this.hears) for (const event of ["plotly_afterplot", "plotly_relayouting"]) plot.on(event, () => this.#lay());
      this.hears = true;
      this.#lay();
      return;
    }
    if (!this.points) { // what Plotly draws by itself, as while a hand zooms, is then brought near too
      for (const event of ["plotly_afterplot", "plotly_relayouting"]) plot.on(event, () => this.#movePlane());
      this.labels.makeWay(plot);
    }
    (this.points ??= new PointsBitmap(plot)).renew();
  }

  /** @param {Slot} slot */
  #drew(slot) {
    this.given[slot] = this.shapes[slot];
    this.told[slot] = JSON.stringify(this.shapes[slot]);
    this.still[slot] = this.there;
  }

  /**
   * Show a row. Swift, for one that the next frame leaves again: what is drawn is moved, and Plotly hears of it later.
   * @param {number} row
   * @param {boolean} [swift]
   */
  draw(row, swift = false) {
    if (!swift) this.catchUp();
    this.#tell(this.#places(row));
    for (const slot of /** @type {Slot[]} */ (["plane", "curve"])) {
      if (!swift || !this.still[slot]) this.#drawWhole(slot);
      else if (slot === "plane") this.#movePlane();
      else this.#moveCurve();
    }
    this.#lay();
  }

  #lay() { // over the second picture, what is no shape of it
    if (!this.there || !this.curve._fullLayout) return;
    this.view.lay(this.curve, this.there.curve);
    this.tells.curve();
  }

  /**
   * Return where everything is at a row, in data units.
   * @param {number} row
   * @returns {Places}
   */
  #places(row) {
    const { header, payload: { columns } } = this;
    /** @param {number[]} places */
    const at = (places) => (this.laid ? places.map((place) => /** @type {Point[]} */ (this.laid)[place]) : pairs(columns.lines, row, places));
    return {
      bands: BANDS.map(at),
      lines: LINES.map(at),
      former: columns.former && pairs(columns.former, row, [0, 1]),
      ring: [header.ring.xanchor, header.ring.yanchor],
      curve: this.view.places(this.payload, row),
      members: columns.members?.values.subarray(row * columns.members.width, (row + 1) * columns.members.width),
    };
  }

  /**
   * Have the figures' own shapes say the same, so that Plotly draws them rightly whenever it does.
   * @param {Places} there
   */
  #tell(there) {
    this.there = there;
    const { bands, lines, former } = there;
    bands.forEach((corners, i) => { this.#shape("plane", `band ${i}`).path = `M${corners.join("L")}Z`; });
    lines.forEach((ends, i) => putLine(this.#shape("plane", `line ${i}`), ends));
    if (former) putLine(this.#shape("plane", "former"), former);
    this.view.tell((name) => this.#shape("curve", name), there.curve);
  }

  /**
   * Draw whole arrays of shapes: only these take Plotly's fast path; a single x0 or path would redraw every point.
   * @param {Slot} slot
   */
  #drawWhole(slot) {
    if (this.given[slot] === this.shapes[slot] && this.told[slot] === JSON.stringify(this.shapes[slot])) return;
    this.plotly.relayout(this.plots[slot], { shapes: [...this.shapes[slot]] });
    this.#drew(slot);
    if (slot === "plane") this.#movePlane();
  }

  #movePlane() {
    const { there, still: { plane: still } } = this;
    if (!there || !still) return;
    const { bands, lines, former, ring } = there;
    const [[x, y], [x0, y0]] = [ring, still.ring];
    const plane = new DrawnShapes(this.plane, this.index.plane);
    bands.forEach((corners, i) => plane.band(`band ${i}`, corners));
    lines.forEach((ends, i) => plane.line(`line ${i}`, ends));
    if (former) plane.line("former", former);
    plane.slide("ring", x, x0, y, y0);
    const [zeros, ones] = [bands[0][0], bands[bands.length - 1][2]].map((corner) => plane.at(corner)); // far out
    this.labels.place({
      lines: lines.map((ends) => ends.map((end) => plane.at(end))),
      toOne: [ones[0] - zeros[0], ones[1] - zeros[1]],
      plot: plane.plot,
      under: this.header.plane.layout.meta.under * this.type,
      whole: this.zoomed("plane") === false,
      ring: plane.at(ring),
      text: this.header.ring_text,
    });
    this.rings.put(plane, this);
    this.tells.plane(plane);
  }

  #moveCurve() {
    const { there, still: { curve: still } } = this;
    if (!there || !still) return;
    this.view.move(new DrawnShapes(this.curve, this.index.curve), there.curve, still.curve);
  }

  /**
   * Return whether one does not see the whole of a figure, or of both.
   * @param {Slot} [slot]
   */
  zoomed(slot) {
    const slots = slot ? [slot] : /** @type {Slot[]} */ (["plane", "curve"]);
    return slots.some((each) => isZoomed(this.plots[each].layout, this.opening(each, this.plots[each].layout)));
  }

  /**
   * Return the ranges that a figure opens with.
   * @param {Slot} slot
   * @param {Layout} layout of what is drawn, for its size
   */
  opening(slot, layout) {
    const frame = slot === "plane" ? this.header.plane : this.frame;
    return slot === "plane" || !frame ? this.views.step.opening(this.header.plane, layout) : this.view.opening(frame, layout);
  }

  /**
   * Return which example, from 0, a click on a point picks: of several at one place the one after that which is picked.
   * @param {{ x: number, y: number, customdata: number }} point
   * @param {number} pick
   */
  nextThere({ x, y, customdata }, pick) {
    const here = (this.plane._fullData ?? []).flatMap((trace) => (
      Array.from(trace.customdata ?? []).filter((_, i) => trace.x[i] === x && trace.y[i] === y)));
    here.sort((one, other) => one - other);
    const at = here.indexOf(pick + 1);
    return (at < 0 ? customdata : here[(at + 1) % here.length]) - 1;
  }

  wholeView() {
    for (const [slot, plot] of /** @type {[Slot, Plot][]} */ (Object.entries(this.plots))) {
      this.plotly.relayout(plot, asChange(this.opening(slot, plot.layout)));
    }
  }

  close() {
    this.resizer.disconnect();
    clearTimeout(this.catchingUp);
    this.points?.drop();
    for (const plot of [this.plane, this.curve]) putAway(this.plotly, plot);
  }
}
