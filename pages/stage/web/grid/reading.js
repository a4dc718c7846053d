// @ts-check
/** Reads the text of one cell, and writes a number as a cell shows it. */

import { writeNumber } from "../core/numbers.js";
import { typedNumber } from "../core/typed_numbers.js";

export const LABEL = 2; // the column, from 0
export const SECOND = 1; // the column of x2, which is 0 and not shown where there is one feature only
const PLAIN_LENGTH = 11; // letters that every cell has room for
const DIGITS = 6; // of a longer number

/** @typedef {{ value: number, why?: undefined } | { value?: undefined, why: string }} Reading */

/**
 * Return what stands in a cell of a column, or why it can't stand there.
 * @param {string} text
 * @param {number} column
 * @param {Pick<import("./payload.js").GridHeader, "classes" | "largest">} header
 * @returns {Reading}
 */
export function readCell(text, column, header) {
  const named = column === LABEL ? header.classes.indexOf(text.trim()) : -1;
  if (named >= 0 && text.trim() !== String(1 - named)) return { value: named };
  const read = typedNumber(text);
  if (column === LABEL) {
    if (read.value === 0 || read.value === 1) return { value: read.value + 0 };
    const got = text.trim() ? `“${text.trim().slice(0, 30)}” is no label` : "Nothing is written here";
    return { why: `${got}: write 0 or 1.` };
  }
  if (read.value === undefined) return read;
  if (Math.abs(read.value) <= header.largest) return { value: read.value + 0 }; // never -0
  return { why: `“${text.trim().slice(0, 30)}” is too large for a point: at most 1e100 in size.` };
}

/**
 * Return a number as its cell is typed: in full.
 * @param {number} x
 */
export function fullText(x) {
  return String(x);
}

/**
 * Return a number as its cell shows it.
 * @param {number} x
 */
export function cellText(x) {
  const full = fullText(x);
  return full.length <= PLAIN_LENGTH ? full.replaceAll("-", "−") : writeNumber(x, DIGITS);
}
