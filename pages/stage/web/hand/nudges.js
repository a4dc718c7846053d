// @ts-check
/** What keys do to a boundary that is laid by hand: arrows move it, with Shift they turn it, + and - make it surer or less sure. */

import { alongOf, movedTo, placeOf, turnedBy } from "./laid.js";
import { inBox } from "./places.js";

const NUDGE = 4; // pixels that a key moves the line
const TURN = 2; // degrees that it turns it
const AS_SURE = 1.1; // how many times as sure it makes it

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** @type {Record<string, number>} the way of an arrow as a turn: to the left where it is positive */
const TURNS = { ArrowLeft: 1, ArrowUp: 1, ArrowRight: -1, ArrowDown: -1 };
/** @type {Record<string, number>} */
const SURENESS = { "+": 1 / AS_SURE, "=": 1 / AS_SURE, "-": AS_SURE, "−": AS_SURE };

/**
 * Return the line after a key; undefined where the key does nothing to lines.
 * @param {import("./laid.js").Laid} laid
 * @param {string} key
 * @param {boolean} shift
 * @param {{ unit: number[], turns: boolean }} hand
 * @param {import("./places.js").Plane} plane
 * @param {(pixel: Point) => Point} inData
 * @returns {import("./laid.js").Laid | undefined}
 */
export function nudged(laid, key, shift, { unit, turns }, plane, inData) {
  if (key in SURENESS) return { ...laid, far: laid.far * SURENESS[key] };
  if (!(key in ARROWS)) return undefined;
  if (shift) return turns ? turnedBy(laid, TURN * TURNS[key]) : laid;
  const [[x, y], [right, down]] = [plane.at(laid.middle), ARROWS[key]];
  const to = inData(inBox([x + NUDGE * right, y + NUDGE * down], plane.plot));
  return movedTo(laid, turns ? to : sideways(laid, to, unit));
}

/** @typedef {import("../core/columns.js").Point} Point */

/**
 * Return a place as far along the line as its middle is: with one feature a line has no way but across.
 * @param {import("./laid.js").Laid} laid
 * @param {Point} place
 * @param {number[]} unit
 * @returns {Point}
 */
export function sideways(laid, place, unit) {
  return placeOf({ ...laid, middle: place }, -alongOf(laid, place, unit), 0, unit);
}
