// @ts-check
/**
 * Handles on the boundary, by which a hand lays where the run starts: the middle one moves it, the outer two turn it,
 * the one at ŷ = 0.75 makes it surer or less sure. The line moves with the hand; Python tells what it is worth.
 */

import { put } from "../core/elements.js";
import { clipLine } from "../draw/clipping.js";
import { alongOf, lineThere, movedTo, newLine, pointsOf, pulledTo, requestOf, turnedTo } from "./laid.js";
import { nudged, sideways } from "./nudges.js";
import { INSET, crossing, handlePlaces, inBox, midway } from "./places.js";

const STILL = { mouse: 4, pen: 6, touch: 10 }; // pixels: a press that moves less is a click
const MEANT = 12; // pixels between a click and the point that it means
const WIDTHS = 40; // widths of the plane that lines and edges go
const NEAREST = 2; // pixels between the boundary and ŷ = 0.75, at least, while a hand pulls
const UNANSWERED = 3000; // ms until a line that Python says nothing of is let go

/** @typedef {import("../core/columns.js").Point} Point */
/** @typedef {import("../draw/drawn_shapes.js").DrawnShapes} DrawnShapes */
/** @typedef {import("./laid.js").Laid} Laid */
/** @typedef {import("./places.js").Handle} Handle */

/**
 * A press of a handle that is under way.
 * @typedef {object} Press
 * @property {number} id
 * @property {Handle} handle
 * @property {Point} at where it began, in pixels of the plot
 * @property {Point} grip from there to the handle's own place
 * @property {number} still
 * @property {number} aside how far along the line the handle is from its middle
 * @property {boolean} drags
 */

export class Handles {
  /**
   * @param {any} stage the Lab's
   * @param {{ startAnew: (request: any) => void }} whole
   */
  constructor(stage, whole) {
    this.stage = stage;
    this.whole = whole;
    this.on = false;
    /** @type {Laid | undefined} the line in the hand, until Python has said what it is worth */
    this.laid = undefined;
    /** @type {DrawnShapes | undefined} the plane as it is drawn */
    this.plane = undefined;
    /** @type {Record<Handle, Point>} where each handle is, in pixels */
    this.places = { middle: [0, 0], first: [0, 0], last: [0, 0], surer: [0, 0] };
    /** @type {Press | undefined} */
    this.press = undefined;
    /** @type {Point | undefined} where the pointer is that drags */
    this.to = undefined;
    /** @type {number | undefined} */
    this.frame = undefined;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.drags = this.moves = this.t = 0;
    this.guesses = false; // whether the line is a guess, and moves no start
    /** @type {string | undefined} the command of the moment that is guessed about */
    this.command = undefined;
    this.held = false; // whether a hand still moves it
    this.move = "";
    const { slots } = stage;
    /** @type {Record<Handle, HTMLElement>} */
    this.handles = { middle: slots.handleMiddle, first: slots.handleFirst, last: slots.handleLast, surer: slots.handleSurer };
    for (const [name, handle] of /** @type {[Handle, HTMLElement][]} */ (Object.entries(this.handles))) {
      handle.addEventListener("pointerdown", (event) => this.#down(name, event));
      handle.addEventListener("pointermove", (event) => this.#dragged(event));
      handle.addEventListener("pointerup", (event) => this.#up(event));
      for (const kind of ["pointercancel", "lostpointercapture"]) handle.addEventListener(kind, () => this.#drop());
      for (const kind of ["mousedown", "touchstart"]) handle.addEventListener(kind, (event) => event.stopPropagation());
    }
    slots.handleMiddle.addEventListener("focus", () => { this.drags += 1; }); // what keys do from here on is one change
    slots.handleMiddle.addEventListener("keyup", () => { if (this.held && !this.press && this.laid) this.#rest(this.laid); });
    slots.handleMiddle.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event));
  }

  /** @returns {import("../stage/payload.js").Hand | undefined} */
  get hand() {
    return this.stage.payload?.header.hand;
  }

  get acts() {
    return { place: () => this.#choose(!this.on) };
  }

  /** Take in what Python sends: whether the start may be moved, and which move it is the answer to. */
  fill() {
    const { hand, stage, stage: { slots } } = this;
    slots.place.disabled = !hand; // nothing moves where something is asked: it keeps its place
    slots.place.hidden = !hand && !stage.header.predict;
    if (!hand || hand.guess !== this.guesses) this.#choose(false);
    this.guesses = hand?.guess === true;
    if (this.guesses && this.command !== this.stage.command) this.#choose(false); // another moment, another guess
    this.command = this.stage.command;
    if (this.guesses && !this.on) queueMicrotask(() => { if (this.guesses) this.#choose(true); });
    if (hand && !this.guesses && this.laid && !this.held && hand.moved === this.move) this.#letGo();
    if (hand) this.stage.write("placingWords", hand.words);
    slots.undoPlacing.hidden = !hand?.undo;
    slots.undoPlacing.title = this.stage.payload.header.undo;
  }

  /** The step on screen is another one, or the same anew: the handles are for the one at which they were asked for. */
  drawn() {
    const { stage } = this;
    if (this.on && !this.guesses && (stage.playing || stage.t !== this.t)) this.#choose(false);
    stage.slots.handles.toggleAttribute("data-shut", this.on && !this.open);
  }

  /** Whether a hand may move the line now: a guess stays where it is once a step is made. */
  get open() {
    return this.on && !this.stage.playing && this.stage.t === this.t;
  }

  /** @param {boolean} on */
  #choose(on) {
    const { stage, stage: { slots } } = this;
    if (!on && !this.on) return;
    const byKeys = on && document.activeElement === slots.place && !stage.controls.focus.onStage;
    this.on = on;
    this.t = stage.t;
    if (!on) {
      this.press = undefined;
      this.held = false;
      this.#letGo();
    }
    slots.place.setAttribute("aria-pressed", String(on));
    slots.place.textContent = on ? "Done" : "Place the line";
    if (!on) slots.handles.toggleAttribute("hidden", true);
    stage.root.toggleAttribute("data-places", on);
    stage.drawn();
    this.put();
    if (byKeys) slots.handleMiddle.focus();
  }

  // Python's lines are shown again.
  #letGo() {
    clearTimeout(this.timer);
    const had = this.laid !== undefined;
    this.laid = undefined;
    this.stage.root.toggleAttribute("data-held", false);
    if (!this.stage.scene) return;
    this.stage.scene.laid = undefined;
    if (had && !this.stage.playing) queueMicrotask(() => this.stage.draw(true));
  }

  /** @param {DrawnShapes} [plane] as it is drawn now */
  put(plane = this.plane) {
    this.plane = plane;
    const { stage, hand } = this;
    if (!this.on || !plane || !hand) return;
    const laid = this.laid ?? this.#lineThere(plane, hand);
    const { press } = this;
    const held = press?.handle === "surer" && press.drags ? press.aside : undefined;
    this.places = handlePlaces(laid, plane, hand.unit, this.#reach(), held);
    const { first, last } = this.places;
    const turns = hand.turns && Math.hypot(last[0] - first[0], last[1] - first[1]) > 2 * INSET;
    for (const [name, handle] of /** @type {[Handle, HTMLElement][]} */ (Object.entries(this.handles))) {
      const [x, y] = this.places[name];
      put(handle.style, "transform", `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`);
      put(handle, "hidden", name === "surer" ? this.guesses : name !== "middle" && !turns);
    }
    stage.slots.handles.toggleAttribute("hidden", false); // once they are where they belong
    const ghost = this.guesses || this.#isNew(plane) ? `M${first}L${last}` : "";
    if ((stage.slots.ghost.getAttribute("d") ?? "") !== ghost) stage.slots.ghost.setAttribute("d", ghost);
  }

  /**
   * Return the line on screen, as far as there is one in sight; else one through the middle of the plane.
   * @param {DrawnShapes} plane
   * @param {import("../stage/payload.js").Hand} hand
   * @returns {Laid}
   */
  #lineThere(plane, { unit, far, lays: [x, y] }) {
    const { scene } = this.stage;
    const ends = scene.there.lines[2];
    const seen = !this.guesses && this.#isThere() && clipLine(ends.map((/** @type {Point} */ end) => plane.at(end)), plane.plot);
    if (!seen) return newLine(this.#inData(this.#centre(plane)), [x, y], far);
    const middle = this.#inData(midway(seen));
    const { bands } = scene.there;
    return lineThere(middle, ends, scene.there.lines[3][0], [bands[0][0], bands[bands.length - 1][2]], unit);
  }

  // Whether there is a boundary, in the whole plane.
  #isThere() {
    const { payload: { columns }, row } = this.stage;
    return columns.state.values[row] === 0;
  }

  /** @param {DrawnShapes} plane */
  #isNew(plane) {
    if (this.laid) return false;
    const ends = this.stage.scene.there.lines[2].map((/** @type {Point} */ end) => plane.at(end));
    return !this.#isThere() || !clipLine(ends, plane.plot);
  }

  // How far lines go, in the units that descent moves in.
  #reach() {
    const { plane: plot } = this.stage.scene;
    const { unit } = /** @type {import("../stage/payload.js").Hand} */ (this.hand);
    const { xaxis, yaxis } = this.stage.scene.opening("plane", plot.layout);
    const sizes = [xaxis, yaxis].map(([low, high], i) => (high - low) / unit[i]);
    return WIDTHS * Math.max(...sizes);
  }

  /** @param {DrawnShapes} plane */
  #centre({ plot: { left, top, right, bottom } }) {
    return midway([[left, top], [right, bottom]]);
  }

  /**
   * @param {Point} pixel
   * @returns {Point}
   */
  #inData([x, y]) {
    const { xaxis, yaxis } = this.stage.scene.plane._fullLayout;
    return [xaxis.p2d(x - xaxis._offset), yaxis.p2d(y - yaxis._offset)];
  }

  // -------------------------------------------------------------------------------------------------- by a pointer
  /** @param {PointerEvent} event */
  #pixel({ clientX, clientY }) {
    const { left, top } = this.stage.slots.handles.getBoundingClientRect();
    return /** @type {Point} */ ([clientX - left, clientY - top]);
  }

  /**
   * @param {Handle} name
   * @param {PointerEvent} event
   */
  #down(name, event) {
    if (event.button !== 0 || this.press || !event.isPrimary || !this.plane) return;
    event.preventDefault();
    this.handles[name].setPointerCapture(event.pointerId);
    const at = this.#pixel(event);
    const [x, y] = this.places[name];
    const still = STILL[/** @type {keyof typeof STILL} */ (event.pointerType)] ?? STILL.mouse;
    this.press = { id: event.pointerId, handle: name, at, grip: [x - at[0], y - at[1]], still, aside: 0, drags: false };
  }

  /** @param {PointerEvent} event */
  #dragged(event) {
    const { press, plane, hand } = this;
    if (!press || press.id !== event.pointerId || !plane || !hand) return;
    const at = this.#pixel(event);
    if (!press.drags && Math.hypot(at[0] - press.at[0], at[1] - press.at[1]) < press.still) return;
    if (!press.drags) this.#begin(press, plane, hand);
    this.to = [at[0] + press.grip[0], at[1] + press.grip[1]];
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.#follow();
    });
  }

  /**
   * @param {Press} press
   * @param {DrawnShapes} plane
   * @param {import("../stage/payload.js").Hand} hand
   */
  #begin(press, plane, hand) {
    this.drags += 1;
    press.drags = this.held = true;
    this.laid ??= this.#lineThere(plane, hand);
    this.laid = this.#atItsMiddle(this.laid, plane);
    press.aside = alongOf(this.laid, this.#inData(this.places.surer), hand.unit);
  }

  /**
   * Return a line with its middle in the middle of what is seen of it, about which it turns.
   * @param {Laid} laid
   * @param {DrawnShapes} plane
   */
  #atItsMiddle(laid, plane) {
    const { unit } = /** @type {import("../stage/payload.js").Hand} */ (this.hand);
    const seen = crossing(laid, 0, plane, unit, this.#reach());
    return seen ? movedTo(laid, this.#inData(midway(seen))) : laid;
  }

  #follow() {
    const { press, laid, plane, hand, to } = this;
    if (!press || !laid || !plane || !hand || !to) return;
    const place = this.#inData(["middle", "surer"].includes(press.handle) ? inBox(to, plane.plot) : to);
    if (press.handle === "middle") this.#lay(movedTo(laid, hand.turns ? place : sideways(laid, place, hand.unit)));
    else if (press.handle === "surer") this.#lay(pulledTo(laid, place, hand.unit, this.#least(plane, hand)));
    else this.#lay(turnedTo(laid, place, press.handle === "last" ? 1 : -1, hand.unit));
  }

  /**
   * Return how near ŷ = 0.75 may come, in the units that descent moves in.
   * @param {DrawnShapes} plane
   * @param {import("../stage/payload.js").Hand} hand
   */
  #least(plane, { unit }) {
    const [x, y] = this.#centre(plane);
    const [[x0, y0], [x1, y1]] = [this.#inData([x, y]), this.#inData([x + NEAREST, y + NEAREST])];
    return Math.min(Math.abs(x1 - x0) / unit[0], Math.abs(y1 - y0) / unit[1]);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const { press } = this;
    if (!press || press.id !== event.pointerId) return;
    if (press.drags) this.#follow();
    else this.#pickUnder(press.at);
    this.#drop();
  }

  // The hand lets go: Python hears of it, so that the sidebar says it too.
  #drop() {
    const { press, laid, plane } = this;
    this.press = undefined;
    if (press?.drags && laid && plane) this.#rest(this.#atItsMiddle(laid, plane));
  }

  /** @param {Laid} laid where the hand leaves it */
  #rest(laid) {
    this.held = false;
    this.#lay(laid);
  }

  /**
   * A click on a handle means the point that lies under it, if one does.
   * @param {Point} at
   */
  #pickUnder([x, y]) {
    const { stage, plane } = this;
    let nearest = MEANT;
    let found;
    for (const trace of stage.scene.plane._fullData ?? []) {
      Array.from(trace.customdata ?? []).forEach((customdata, i) => {
        const [u, v] = /** @type {DrawnShapes} */ (plane).at([trace.x[i], trace.y[i]]);
        const off = Math.hypot(u - x, v - y);
        if (off < nearest) [nearest, found] = [off, { x: trace.x[i], y: trace.y[i], customdata: Number(customdata) }];
      });
    }
    if (found) stage.report({ pick: stage.scene.nextThere(found, stage.payload.header.pick) });
  }

  // ------------------------------------------------------------------------------------------------------- by keys
  /** @param {KeyboardEvent} event */
  #key(event) {
    const { plane, hand, stage } = this;
    if (!plane || !hand || event.altKey) return;
    const { key, shiftKey } = event;
    if (event.ctrlKey || event.metaKey) {
      if (key.toLowerCase() !== "z" || shiftKey) return;
      this.drags += 1;
      stage.everyAct.undo();
    } else {
      const laid = this.#atItsMiddle(this.laid ?? this.#lineThere(plane, hand), plane);
      const now = nudged(laid, key, shiftKey, hand, plane, (pixel) => this.#inData(pixel));
      if (!now) return;
      this.held = true;
      this.#lay(now);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  // -------------------------------------------------------------------------------------------------------- the line
  /**
   * Show the line where it is laid now, and ask what it is worth.
   * @param {Laid} laid
   */
  #lay(laid) {
    const { stage } = this;
    const { unit } = /** @type {import("../stage/payload.js").Hand} */ (this.hand);
    this.laid = laid;
    if (this.guesses) {
      this.held = false;
      this.put();
      return;
    }
    stage.root.toggleAttribute("data-held", true); // until Python has said what it is worth
    const reach = this.#reach();
    stage.scene.laid = pointsOf(laid, unit, reach);
    this.moves += 1;
    this.move = `${stage.outbox.name}${this.moves}`;
    this.t = 0;
    this.whole.startAnew({ line: requestOf(laid, unit, reach / (2 * WIDTHS)), drag: `${stage.outbox.name}-hand${this.drags}`, move: this.move, held: this.held });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (!this.held) this.#letGo(); }, UNANSWERED);
  }

  close() {
    clearTimeout(this.timer);
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
  }
}
