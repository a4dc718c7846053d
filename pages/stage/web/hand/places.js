// @ts-check
/** Where handles on a boundary stand, in pixels: where it leaves the plane, in the middle between, and at ŷ = 0.75. */

import { clipLine } from "../draw/clipping.js";
import { placeOf } from "./laid.js";

export const INSET = 12; // pixels between a handle at the plane's frame and that
const ASIDE = 0.3; // how far along its line the handle at ŷ = 0.75 is, away from the one in the middle

/** @typedef {import("../core/columns.js").Point} Point */
/** @typedef {{ at: (point: Point) => Point, plot: import("../draw/clipping.js").Box }} Plane */
/** @typedef {import("./laid.js").Laid} Laid */
/** @typedef {"middle" | "first" | "last" | "surer"} Handle */

/**
 * Return where a line beside the boundary crosses the plane's frame, if it does.
 * @param {Laid} laid
 * @param {number} far how far beside it
 * @param {Plane} plane
 * @param {number[]} unit
 * @param {number} reach how far lines go
 */
export function crossing(laid, far, plane, unit, reach) {
  const ends = [-1, 1].map((end) => plane.at(placeOf(laid, end * reach, far, unit)));
  return clipLine(ends, plane.plot);
}

/**
 * Return where the handles stand. aside : how far along the line the one at ŷ = 0.75 is held, if it is.
 * @param {Laid} laid
 * @param {Plane} plane
 * @param {number[]} unit
 * @param {number} reach
 * @param {number} [aside]
 * @returns {Record<Handle, Point>}
 */
export function handlePlaces(laid, plane, unit, reach, aside) {
  const middle = plane.at(laid.middle);
  const [start, end] = crossing(laid, 0, plane, unit, reach) ?? [middle, middle];
  const [first, last] = [toward(start, end), toward(end, start)]; // inside the frame, beside which lines have their labels
  const surer = aside === undefined ? surerPlace(laid, plane, unit, reach) : plane.at(placeOf(laid, aside, laid.far, unit));
  return { middle, first, last, surer };
}

/**
 * Return the place that lies a little from a point on the way to another one.
 * @param {Point} point
 * @param {Point} other
 * @returns {Point}
 */
function toward([x, y], [x1, y1]) {
  const long = Math.hypot(x1 - x, y1 - y);
  const part = long ? Math.min(INSET / long, 0.25) : 0;
  return [x + part * (x1 - x), y + part * (y1 - y)];
}

/**
 * @param {Laid} laid
 * @param {Plane} plane
 * @param {number[]} unit
 * @param {number} reach
 * @returns {Point}
 */
function surerPlace(laid, plane, unit, reach) {
  const there = crossing(laid, laid.far, plane, unit, reach);
  if (there) {
    const [[x0, y0], [x1, y1]] = there;
    return [x0 + ASIDE * (x1 - x0), y0 + ASIDE * (y1 - y0)];
  }
  const { left, top, right, bottom } = plane.plot;
  const inside = { left: left + INSET, top: top + INSET, right: right - INSET, bottom: bottom - INSET };
  const middle = plane.at(laid.middle);
  const way = clipLine([middle, plane.at(placeOf(laid, 0, reach, unit))], inside);
  return way ? way[1] : middle;
}

/**
 * Return a point as far inside a box as it can be while it is where a hand has led it.
 * @param {Point} point
 * @param {import("../draw/clipping.js").Box} box
 * @returns {Point}
 */
export function inBox([x, y], { left, top, right, bottom }) {
  return [Math.min(Math.max(x, left), right), Math.min(Math.max(y, top), bottom)];
}

/**
 * Return the middle between two points.
 * @param {[Point, Point]} points
 * @returns {Point}
 */
export function midway([[x0, y0], [x1, y1]]) {
  return [(x0 + x1) / 2, (y0 + y1) / 2];
}
