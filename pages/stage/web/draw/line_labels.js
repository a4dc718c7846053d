// @ts-check
/**
 * Puts the labels of lines where these leave a plot, outside it: above its top edge, else beside its right edge, else
 * under the numbers of its lower edge. A label that has no room of its own is left out; the first ones go first.
 */

import { clipLine } from "./clipping.js";

/** @typedef {import("./clipping.js").Box} Box */
/** @typedef {import("../core/columns.js").Point} Point */

/**
 * A label that stands somewhere: the middle of its lower edge above, of its left edge beside, of its upper edge below.
 * @typedef {object} Stand
 * @property {"above" | "beside" | "below"} side
 * @property {number} x
 * @property {number} y
 * @property {Box} box
 */

const GAP = 4; // pixels between a label and the plot, and between two labels
const EDGE = 0.5; // pixels, by which a line's end may miss the edge that it was cut at

/**
 * Return where each line's label stands; undefined where it has no place.
 * @param {Point[][]} lines two points each, in pixels, the most important first
 * @param {{ width: number, height: number }[]} sizes of their labels
 * @param {Box} plot
 * @param {Box} room around it: no label goes past
 * @param {number} under how far under the plot the labels below stand
 * @param {Box[]} taken where other text stands
 * @returns {(Stand | undefined)[]}
 */
export function placeLabels(lines, sizes, plot, room, under, taken = []) {
  const boxes = [...taken];
  return lines.map((line, i) => {
    const ends = clipLine(line, plot);
    const stand = ends && stands(ends, sizes[i], plot, room, under).find(({ box }) => !boxes.some((other) => meet(box, other)));
    if (stand) boxes.push(stand.box);
    return stand;
  });
}

/**
 * Return where a line's label may stand, the best place first.
 * @param {[Point, Point]} ends where the line meets the plot's edges
 * @param {{ width: number, height: number }} size
 * @param {Box} plot
 * @param {Box} room
 * @param {number} under
 * @returns {Stand[]}
 */
function stands(ends, { width, height }, plot, room, under) {
  const above = ends.find(([, y]) => y - plot.top <= EDGE);
  const beside = ends.find(([x]) => plot.right - x <= EDGE);
  const below = ends.find(([, y]) => plot.bottom - y <= EDGE);
  /** @param {number} x */
  const across = (x) => Math.min(Math.max(x, room.left + width / 2), room.right - width / 2);
  /** @type {Stand[]} */
  const all = [];
  if (above) all.push(standing("above", across(above[0]), plot.top - GAP, width, height));
  if (beside) {
    const y = Math.min(Math.max(beside[1], plot.top + height / 2), plot.bottom - height / 2);
    all.push(standing("beside", plot.right + GAP, y, width, height));
  }
  if (below) all.push(standing("below", across(below[0]), plot.bottom + under, width, height));
  return all;
}

/**
 * @param {Stand["side"]} side
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @returns {Stand}
 */
function standing(side, x, y, width, height) {
  const left = side === "beside" ? x : x - width / 2;
  const top = side === "above" ? y - height : side === "beside" ? y - height / 2 : y;
  return { side, x, y, box: { left, top, right: left + width, bottom: top + height } };
}

/**
 * @param {Box} one
 * @param {Box} other
 */
function meet(one, other) {
  return one.left < other.right + GAP && other.left < one.right + GAP && one.top < other.bottom && other.top < one.bottom;
}
