// @ts-check
/** Cuts lines and bands to a rectangle, in pixels: what lies far outside a plot is not drawn. */

/** @typedef {import("../core/columns.js").Point} Point */

/**
 * A rectangle in pixels.
 * @typedef {object} Box
 * @property {number} left
 * @property {number} top
 * @property {number} right
 * @property {number} bottom
 */

/** @type {((box: Box, point: Point) => number)[]} how far inside each edge a point is */
const INSIDE = [
  ({ left }, [x]) => x - left,
  ({ right }, [x]) => right - x,
  ({ top }, [, y]) => y - top,
  ({ bottom }, [, y]) => bottom - y,
];

/**
 * Return the part of a polygon that lies in a box, which may be nothing (Sutherland and Hodgman, 1974).
 * @param {Point[]} corners
 * @param {Box} box
 * @returns {Point[]}
 */
export function clipPolygon(corners, box) {
  return INSIDE.reduce((kept, inside) => kept.flatMap((end, i) => {
    const start = kept[(i + kept.length - 1) % kept.length];
    const [from, to] = [inside(box, start), inside(box, end)];
    const crosses = (from < 0) !== (to < 0);
    return [...(crosses ? [between(start, end, from / (from - to))] : []), ...(to >= 0 ? [end] : [])];
  }), corners);
}

/**
 * Return the two ends of the part of a line that lies in a box; undefined where none does (Liang and Barsky, 1984).
 * @param {Point[]} ends
 * @param {Box} box
 * @returns {[Point, Point] | undefined}
 */
export function clipLine([start, end], box) {
  let [first, last] = [0, 1];
  for (const inside of INSIDE) {
    const [from, to] = [inside(box, start), inside(box, end)];
    if (from < 0 && to < 0) return undefined;
    if (from < 0) first = Math.max(first, from / (from - to));
    else if (to < 0) last = Math.min(last, from / (from - to));
  }
  return first < last ? [between(start, end, first), between(start, end, last)] : undefined;
}

/**
 * @param {Point} start
 * @param {Point} end
 * @param {number} part
 * @returns {Point}
 */
function between([x0, y0], [x1, y1], part) {
  return [x0 + part * (x1 - x0), y0 + part * (y1 - y0)];
}
