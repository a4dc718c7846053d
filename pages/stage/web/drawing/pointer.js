// @ts-check
/**
 * Mouse, pen and finger on the drawing plane. A press that stays still is a click; one that moves drags a point, or
 * the new point that an Add tool has put under it.
 */

const REACH = { mouse: 14, pen: 14, touch: 24 }; // pixels between a click and the point that it means
const STILL = { mouse: 4, pen: 6, touch: 10 }; // a press that moves less is a click

/** @typedef {"mouse" | "pen" | "touch"} Kind */

/**
 * A press that is under way. grip : from where it is to the middle of the point in hand.
 * @typedef {object} Press
 * @property {number} id
 * @property {Kind} kind
 * @property {number[]} at
 * @property {number[]} last
 * @property {import("./requests.js").DrawnPoint | undefined} point
 * @property {number[] | undefined} grip
 * @property {boolean} [moved]
 * @property {boolean} [dragging]
 */

export class DrawPointer {
  /** @param {import("./drawing.js").Drawing} drawing */
  constructor(drawing) {
    this.drawing = drawing;
    this.plane = drawing.plane;
    /** @type {Press | undefined} */
    this.press = undefined;
    const { plot } = this.plane;
    /** @type {(name: string, act: (event: any) => void) => void} */
    const on = (name, act) => plot.addEventListener(name, act, { capture: true });
    on("pointerdown", (event) => this.#down(event));
    on("pointermove", (event) => this.#move(event));
    on("pointerup", (event) => this.#up(event));
    on("pointercancel", () => this.cancel());
    on("pointerleave", () => { if (!this.press) this.plane.ring(); });
    // Within the axes Plotly's own dragging stays out of it; beside them it works.
    for (const name of ["mousedown", "touchstart"]) {
      on(name, (event) => { if (this.#isMine(event.touches?.[0] ?? event)) event.stopPropagation(); });
    }
    plot.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.press) this.cancel();
    });
  }

  /** @param {{ clientX: number, clientY: number }} event */
  #isMine(event) {
    return this.plane.holds(this.plane.at(event));
  }

  /**
   * @param {PointerEvent} event
   * @returns {Kind}
   */
  #kind({ pointerType }) {
    return pointerType in REACH ? /** @type {Kind} */ (pointerType) : "mouse";
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0 || this.press || !event.isPrimary || !this.#isMine(event)) return;
    const { drawing, plane } = this;
    event.preventDefault(); // no mouse events follow: Plotly would take them for its own
    plane.plot.focus({ preventScroll: true });
    plane.plot.setPointerCapture(event.pointerId);
    drawing.keys.hide();
    const at = plane.at(event);
    const kind = this.#kind(event);
    // With an Add tool in hand a point must be touched to be meant: the plane around it is there to add to.
    const reach = drawing.adds !== undefined && kind !== "touch" ? REACH[kind] / 1.5 : REACH[kind];
    const point = ["flip", "erase"].includes(drawing.tool) ? undefined : plane.nearest(at, reach);
    const place = point && plane.pixel(point);
    this.press = { id: event.pointerId, kind, at, last: at, point, grip: place && [place[0] - at[0], place[1] - at[1]] };
    if (drawing.adds !== undefined && !point) plane.ghost(at, drawing.adds);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const { drawing, plane, press } = this;
    const at = plane.at(event);
    if (!press) {
      this.#hover(event, at);
      return;
    }
    if (event.pointerId !== press.id) return;
    event.stopPropagation(); // no hover text under a hand that draws
    press.last = at;
    press.moved ||= Math.hypot(at[0] - press.at[0], at[1] - press.at[1]) > STILL[press.kind];
    if (press.point && press.moved) {
      if (!press.dragging) plane.fade(press.point);
      press.dragging = true;
      plane.ring();
      this.#carry(this.#held(at), press.point.y);
    } else if (!press.point && drawing.adds !== undefined) this.#carry(plane.within(at), drawing.adds);
  }

  /**
   * @param {number[]} pixel
   * @param {number} label
   */
  #carry(pixel, label) {
    this.plane.ghost(pixel, label);
    this.drawing.sayWhere(pixel);
  }

  /**
   * Return where the point in hand is, which was not gripped in its very middle.
   * @param {number[]} at
   */
  #held(at) {
    const [right, down] = this.press?.grip ?? [0, 0];
    return this.plane.within([at[0] + right, at[1] + down]);
  }

  /**
   * @param {PointerEvent} event
   * @param {number[]} at
   */
  #hover(event, at) {
    const { drawing, plane } = this;
    const kind = this.#kind(event);
    if (kind === "touch") return;
    const near = drawing.adds === undefined && this.#isMine(event) ? plane.nearest(at, REACH[kind]) : undefined;
    plane.ring(near);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const { drawing, plane, press } = this;
    if (!press || event.pointerId !== press.id) return;
    const at = plane.at(event);
    const held = press.dragging && this.#held(at);
    this.cancel();
    if (held && press.point) drawing.move(press.point, held);
    else if (drawing.adds !== undefined) drawing.act(press.point ? press.at : plane.within(at), 0);
    else if (!press.moved) drawing.act(press.at, REACH[press.kind]);
  }

  /** Keep in hand what is in hand: the points have been drawn anew. */
  again() {
    this.plane.ring();
    const { press } = this;
    if (!press?.dragging || !press.point) return;
    const { x, y } = press.point;
    const same = this.plane.points.find((point) => point.x[0] === x[0] && point.x[1] === x[1] && point.y === y);
    if (same) {
      press.point = same;
      this.plane.fade(same);
    } else this.cancel(); // Python has put it elsewhere
  }

  cancel() {
    if (!this.press) return;
    const { id } = this.press;
    this.press = undefined;
    this.plane.letGo();
    this.drawing.sayWhere();
    if (this.plane.plot.hasPointerCapture(id)) this.plane.plot.releasePointerCapture(id);
  }
}
