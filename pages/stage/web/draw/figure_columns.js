// @ts-check
/** Puts a figure's long lists in again, which travel as columns; pages/stage/figure_columns.py has taken them out. */

import { fingerprint } from "../core/unpacking.js";

/** @typedef {import("../core/unpacking.js").Columns} Columns */

/**
 * Return a figure's traces as Plotly takes them.
 * @param {Record<string, any>[]} data
 * @param {Columns} columns
 * @returns {Record<string, any>[]}
 */
export function withLists(data, columns) {
  return data.map((trace) => listed(trace, columns));
}

/**
 * Return a text that tells traces from others, though their numbers are not in it.
 * @param {Record<string, any>[]} data
 * @param {Columns} columns
 */
export function contentOf(data, columns) {
  /** @param {any} value */
  const named = (value) => {
    if (typeof value?.column !== "string") return value;
    const { buffer, byteOffset, byteLength } = columns[value.column].values;
    return { ...value, column: fingerprint(new Uint8Array(buffer, byteOffset, byteLength)) };
  };
  return JSON.stringify(data, (_, value) => named(value));
}

/**
 * @param {any} value
 * @param {Columns} columns
 * @returns {any}
 */
function listed(value, columns) {
  if (!value || typeof value !== "object" || Array.isArray(value)) return value;
  if (typeof value.column === "string") {
    const { values } = columns[value.column];
    return value.words ? Array.from(values, (number) => value.words[number]) : values;
  }
  if (typeof value.lines === "string") return texts(value.ways, value.lines);
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, listed(entry, columns)]));
}

/**
 * @param {string[][]} ways
 * @param {string} lines
 */
function texts(ways, lines) {
  return lines.split("\n").map((line) => {
    const [way, ...numbers] = line.split("\t");
    return ways[Number(way)].map((piece, at) => piece + (numbers[at] ?? "")).join("");
  });
}
