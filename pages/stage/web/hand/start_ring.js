// @ts-check
/**
 * The start as a ring on a map of the loss. A hand drags it, arrow keys move it, and a click elsewhere puts it there: the
 * ring at once, and the path that begins there as soon as Python has it.
 */

import { put } from "../core/elements.js";
import { inBox } from "./places.js";

const STILL_RING = 4; // pixels: a press that moves less is a click
const RING_NUDGE = 4; // pixels that a key moves it
const FORGOTTEN = 3000; // ms until a start that Python says nothing of is let go

/** @type {Record<string, [number, number]>} */
const RING_ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @typedef {import("../core/columns.js").Point} Point */

/**
 * How pixels of a map lead to its two parameters and back.
 * @typedef {object} Axes
 * @property {(pixel: Point) => Point} inData
 * @property {(place: Point) => Point} at
 * @property {import("../draw/clipping.js").Box} plot
 */

/**
 * Return a plot's axes as they are now, whatever becomes of them later.
 * @param {Plot} plot
 * @returns {Axes}
 */
export function axesOf({ _fullLayout: { xaxis, yaxis } }) {
  const [left, top] = [xaxis._offset, yaxis._offset];
  const corners = [xaxis.p2d(0), yaxis.p2d(0), xaxis.p2d(xaxis._length), yaxis.p2d(yaxis._length)];
  const unit = [(corners[2] - corners[0]) / xaxis._length, (corners[3] - corners[1]) / yaxis._length];
  return {
    inData: ([x, y]) => [corners[0] + unit[0] * (x - left), corners[1] + unit[1] * (y - top)],
    at: ([x, y]) => [left + (x - corners[0]) / unit[0], top + (y - corners[1]) / unit[1]],
    plot: { left, top, right: left + xaxis._length, bottom: top + yaxis._length },
  };
}

/**
 * Return a start with the two parameters that a map shows at a place.
 * @param {number[]} start w1, w2 and b
 * @param {string[]} axes the names of the two
 * @param {Point} place
 */
export function startAt(start, axes, place) {
  const names = ["w1", "w2", "b"];
  return names.map((name, i) => (axes.includes(name) ? place[axes.indexOf(name)] : start[i]));
}

export class StartRing {
  /**
   * @param {any} stage the Lab's
   * @param {{ startAnew: (request: any) => void }} whole
   */
  constructor(stage, whole) {
    this.stage = stage;
    this.whole = whole;
    this.ring = /** @type {HTMLButtonElement} */ (stage.slots.startRing);
    /** @type {number[] | undefined} the start in the hand, until Python's is the same */
    this.start = undefined;
    /** @type {{ id: number, axes: Axes, at: Point, grip: Point, drags: boolean, onRing: boolean } | undefined} */
    this.press = undefined;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.drags = this.moves = 0;
    this.move = "";
    this.held = false;
    const { ring } = this;
    ring.addEventListener("pointerdown", (event) => this.#down(event, true));
    ring.addEventListener("pointermove", (event) => this.#dragged(event));
    ring.addEventListener("pointerup", (event) => this.#up(event));
    for (const kind of ["pointercancel", "lostpointercapture"]) ring.addEventListener(kind, () => this.#drop());
    for (const kind of ["mousedown", "touchstart"]) ring.addEventListener(kind, (event) => event.stopPropagation());
    ring.addEventListener("focus", () => { this.drags += 1; }); // what keys do from here on is one change
    ring.addEventListener("keydown", (event) => this.#key(event));
    ring.addEventListener("keyup", () => { if (this.held && !this.press && this.start) this.#rest(); });
  }

  /**
   * Hear of clicks on the picture.
   * @param {Plot} plot
   */
  watch(plot) {
    plot.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Element && event.target.matches(".nsewdrag")) this.#down(event, false);
    }, { capture: true });
    document.addEventListener("pointerup", (event) => { if (this.press && !this.press.onRing) this.#clicked(event); }, { capture: true });
  }

  /** @returns {{ hand: import("../stage/payload.js").Hand, axes: string[] } | undefined} the map, where its start may be moved */
  get #map() {
    const { hand, map } = this.stage.payload?.header ?? {};
    return hand && !hand.guess && map?.view === this.stage.view && map.axes.length === 2 ? { hand, axes: map.axes } : undefined;
  }

  /** Take in what Python sends: where the start is, and which move it is the answer to. */
  fill() {
    const { hand } = this.stage.payload.header;
    if (this.start && !this.held && (!hand || hand.moved === this.move)) this.#letGo();
  }

  #letGo() {
    clearTimeout(this.timer);
    this.start = undefined;
    this.stage.root.toggleAttribute("data-held-start", false);
  }

  /** Put the ring where the run starts, as the map is drawn now. */
  put() {
    const map = this.#map;
    const { stage, ring } = this;
    const plot = stage.scene?.curve;
    put(ring, "hidden", !map || !plot?._fullLayout);
    if (!map || !plot?._fullLayout) return;
    const axes = axesOf(plot);
    const start = this.start ?? map.hand.start;
    const [x, y] = axes.at(/** @type {Point} */ (map.axes.map((name) => start[["w1", "w2", "b"].indexOf(name)])));
    const [inX, inY] = inBox([x, y], axes.plot);
    put(ring.style, "transform", `translate(${inX.toFixed(1)}px, ${inY.toFixed(1)}px)`);
    ring.toggleAttribute("data-outside", Math.hypot(x - inX, y - inY) > 1);
    put(ring, "disabled", stage.playing);
  }

  /** @param {PointerEvent} event */
  #pixel({ clientX, clientY }) {
    const { left, top } = this.stage.scene.curve.getBoundingClientRect();
    return /** @type {Point} */ ([clientX - left, clientY - top]);
  }

  /**
   * @param {PointerEvent} event
   * @param {boolean} onRing
   */
  #down(event, onRing) {
    const map = this.#map;
    if (event.button !== 0 || this.press || !event.isPrimary || !map || this.stage.playing) return;
    const axes = axesOf(this.stage.scene.curve); // as they are: that the map grows is not to move the hand
    const at = this.#pixel(event);
    if (onRing) {
      event.preventDefault();
      this.ring.setPointerCapture(event.pointerId);
    }
    const start = this.start ?? map.hand.start;
    const [x, y] = inBox(axes.at(/** @type {Point} */ (map.axes.map((name) => start[["w1", "w2", "b"].indexOf(name)]))), axes.plot);
    this.press = { id: event.pointerId, axes, at, grip: [x - at[0], y - at[1]], drags: false, onRing };
  }

  /** @param {PointerEvent} event */
  #dragged(event) {
    const { press } = this;
    if (!press?.onRing || press.id !== event.pointerId) return;
    const at = this.#pixel(event);
    if (!press.drags && Math.hypot(at[0] - press.at[0], at[1] - press.at[1]) < STILL_RING) return;
    if (!press.drags) this.drags += 1;
    press.drags = this.held = true;
    this.#to(press.axes, [at[0] + press.grip[0], at[1] + press.grip[1]]);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (this.press?.id === event.pointerId) this.#drop();
  }

  #drop() {
    const { press } = this;
    this.press = undefined;
    if (press?.drags) this.#rest();
  }

  /** @param {PointerEvent} event a press of the map ends */
  #clicked(event) {
    const { press } = this;
    this.press = undefined;
    if (!press || press.id !== event.pointerId) return;
    const at = this.#pixel(event);
    if (Math.hypot(at[0] - press.at[0], at[1] - press.at[1]) >= STILL_RING || !this.#map) return;
    this.drags += 1;
    this.#to(press.axes, at);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.altKey || !this.#map) return;
    const { stage } = this;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== "z" || event.shiftKey) return;
      this.drags += 1;
      stage.everyAct.undo();
    } else {
      if (!(event.key in RING_ARROWS) || event.shiftKey) return;
      const axes = axesOf(stage.scene.curve);
      const { hand, axes: names } = this.#map;
      const start = this.start ?? hand.start;
      const [x, y] = axes.at(/** @type {Point} */ (names.map((name) => start[["w1", "w2", "b"].indexOf(name)])));
      const [right, down] = RING_ARROWS[event.key];
      this.held = true;
      this.#to(axes, [x + RING_NUDGE * right, y + RING_NUDGE * down]);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Have the run start at a place of the map.
   * @param {Axes} axes
   * @param {Point} pixel
   */
  #to(axes, pixel) {
    const map = this.#map;
    if (!map) return;
    this.start = startAt(this.start ?? map.hand.start, map.axes, axes.inData(inBox(pixel, axes.plot)));
    this.#ask();
  }

  // The hand lets go: Python hears of it, so that the sidebar says it too.
  #rest() {
    this.held = false;
    if (this.start) this.#ask();
  }

  #ask() {
    const { stage } = this;
    stage.root.toggleAttribute("data-held-start", true); // until Python has its path
    this.put();
    this.moves += 1;
    this.move = `${stage.outbox.name}-ring${this.moves}`;
    this.whole.startAnew({ start: this.start, drag: `${stage.outbox.name}-ring${this.drags}`, move: this.move, held: this.held });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.held) return;
      this.#letGo();
      this.put();
    }, FORGOTTEN);
  }

  close() {
    clearTimeout(this.timer);
  }
}
