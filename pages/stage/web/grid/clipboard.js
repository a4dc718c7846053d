// @ts-check
/** Cells as a spreadsheet puts them on the clipboard: tabs between cells, a line for each row. */

import { fullText } from "./reading.js";

/**
 * Return the cells of what was pasted, row by row.
 * @param {string} text
 */
export function blockOf(text) {
  const lines = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t").map((cell) => cell.replace(/^"(.*)"$/, "$1")));
}

/**
 * Return rows as text for a spreadsheet, in full.
 * @param {import("./rows.js").Row[]} rows
 * @param {number[]} columns
 */
export function linesOf(rows, columns) {
  return rows.map(({ values, texts }) => columns.map((column) => texts[column] ?? (values ? fullText(values[column]) : "")).join("\t")).join("\n");
}
