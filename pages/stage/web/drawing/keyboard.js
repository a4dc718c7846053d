// @ts-check
/** The drawing plane without a mouse: arrows move a crosshair, Enter does there what the tool in hand does. */

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const NEAR = 14; // pixels
const FINE = 1000; // places on an axis
const TEXT_FIELDS = "input:not([type=range], [type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=true]";

/**
 * Return which of undo and redo a key stands for; undefined where one types text.
 * @param {KeyboardEvent} event
 * @returns {"undo" | "redo" | undefined}
 */
export function pastOf(event) {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !["z", "y"].includes(key)) return undefined;
  const [target] = event.composedPath();
  if ((target instanceof Element && target.closest(TEXT_FIELDS)) || document.querySelector("[role=dialog]")) return undefined;
  return key === "y" || event.shiftKey ? "redo" : "undo";
}

export class DrawKeys {
  /** @param {import("./drawing.js").Drawing} drawing */
  constructor(drawing) {
    this.drawing = drawing;
    this.plane = drawing.plane;
    this.shown = false;
    /** @type {import("./requests.js").DrawnPoint | undefined} the point in hand */
    this.carried = undefined;
    this.at = [FINE / 2, FINE / 2]; // from the left and from the top
    const { plot } = this.plane;
    plot.addEventListener("keydown", (event) => this.#key(event));
    plot.addEventListener("focus", () => { if (plot.matches(":focus-visible")) this.#show(); });
    plot.addEventListener("blur", () => this.#leave());
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.plane.plot) return;
    const arrow = ARROWS[event.key];
    if (arrow) {
      const stride = event.shiftKey ? 1 : FINE / 100;
      this.at = this.at.map((value, which) => Math.max(0, Math.min(FINE, value + stride * arrow[which])));
      this.#show();
    } else if (event.key === "Enter" && !event.repeat) this.#act();
    else if (event.key === "Escape") this.cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  get #pixel() {
    return this.plane.place(this.at.map((value) => value / FINE));
  }

  #show() {
    const { drawing, plane } = this;
    const pixel = this.#pixel;
    this.shown = true;
    plane.cross(pixel);
    drawing.sayWhere(pixel);
    if (this.carried) plane.ghost(pixel, this.carried.y);
    const near = drawing.adds === undefined && !this.carried ? plane.nearest(pixel, NEAR) : undefined;
    plane.ring(near);
    const place = drawing.where(pixel);
    drawing.say(near ? `${place}: point ${near.row + 1}, ${drawing.className(near.y)}` : place);
  }

  #act() {
    const { drawing, plane } = this;
    const pixel = this.#pixel;
    if (drawing.tool !== "move") drawing.act(pixel, NEAR);
    else if (this.carried) {
      const point = this.carried;
      this.cancel();
      drawing.move(point, pixel);
    } else {
      const point = plane.nearest(pixel, NEAR);
      if (point) this.#take(point);
      drawing.say(point ? `Point ${point.row + 1} in hand: arrows carry it, Enter puts it down.` : "No point is near.");
    }
    this.again();
  }

  /** @param {import("./requests.js").DrawnPoint} point */
  #take(point) {
    this.carried = point;
    this.plane.fade(point);
    this.plane.ghost(this.#pixel, point.y);
  }

  // The plane has been drawn anew, perhaps of another size.
  again() {
    if (!this.shown) return;
    if (this.carried) {
      const { row, x } = this.carried;
      const same = this.plane.points.find((point) => point.row === row && point.x[0] === x[0] && point.x[1] === x[1]);
      if (same) this.#take(same);
      else this.cancel();
    }
    this.plane.cross(this.#pixel);
    this.drawing.sayWhere(this.#pixel);
  }

  cancel() {
    if (!this.carried) return;
    this.carried = undefined;
    this.plane.letGo();
  }

  #leave() {
    this.cancel();
    this.hide();
  }

  hide() {
    this.shown = false;
    this.cancel();
    this.plane.ring();
    this.plane.cross();
    this.drawing.sayWhere();
  }
}
