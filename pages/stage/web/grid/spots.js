// @ts-check
/** Cells by row and column: where a key leads, which one an event is about, and which lie between two. */

import { closest } from "../core/elements.js";
import { LABEL } from "./reading.js";

/** @type {Record<string, [number, number]>} */
export const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
export const FIRST = -1; // the column of the points' numbers, by which rows are selected

/**
 * Return the block of cells between two; whole rows where one of them is a point's number.
 * @param {import("./view.js").Spot} one
 * @param {import("./view.js").Spot} other
 */
export function cornersOf(one, other) {
  const whole = Math.min(one.column, other.column) === FIRST;
  return {
    top: Math.min(one.row, other.row),
    bottom: Math.max(one.row, other.row),
    left: whole ? FIRST : Math.min(one.column, other.column),
    right: whole ? LABEL : Math.max(one.column, other.column),
  };
}

/**
 * Return which cell an event is about, if it is about one.
 * @param {Event} event
 */
export function spotOf(event) {
  const cell = closest(event, "[data-column]");
  const row = cell?.closest("[data-place]");
  if (!cell || !(row instanceof HTMLElement)) return undefined;
  return { row: Number(row.dataset.place), column: Number(cell.dataset.column) };
}
