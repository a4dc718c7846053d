// @ts-check
/** Rings around points of the plane besides the picked one, in a layer over it that no pointer meets. */

/** @typedef {import("../core/columns.js").Point} Point */

const RING = 8; // pixels, from a ring's middle
const CIRCLE = `m${-RING},0a${RING},${RING} 0 1 0 ${2 * RING},0a${RING},${RING} 0 1 0 ${-2 * RING},0`;

export class Rings {
  /** @param {HTMLElement} path the element, of a layer as large as the plot's own */
  constructor(path) {
    this.path = path;
    /** @type {Point[]} around which points, in data units */
    this.points = [];
  }

  /**
   * Choose examples, from 1; those that are not drawn get no ring. Return whether there are or were any.
   * @param {number[]} examples
   * @param {Plot} plane
   */
  choose(examples, plane) {
    if (!examples.length && !this.points.length) return false;
    const among = new Set(examples);
    this.points = !examples.length ? [] : (plane._fullData ?? []).flatMap(({ x, y, customdata }) => (
      Array.from(customdata ?? []).flatMap((example, i) => (among.has(Number(example)) ? [/** @type {Point} */ ([x[i], y[i]])] : []))));
    return true;
  }

  /**
   * Put the rings where their points are, as far as these are in view.
   * @param {import("../draw/drawn_shapes.js").DrawnShapes} plane
   */
  put(plane) {
    const { left, top, right, bottom } = plane.plot;
    const inside = this.points.map((point) => plane.at(point)).filter(([x, y]) => x >= left && x <= right && y >= top && y <= bottom);
    const path = inside.map(([x, y]) => `M${x.toFixed(1)},${y.toFixed(1)}${CIRCLE}`).join("");
    if (path !== (this.path.getAttribute("d") ?? "")) this.path.setAttribute("d", path);
  }
}
