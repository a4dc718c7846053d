// @ts-check
/** What the rows of a table say, and of a long one which of them are here: Python sends those in sight and around. */

import { writeExactly, writeNumber, writePowerOfTen } from "../core/numbers.js";

const LARGEST_POWER = 299; // past it a factor is written by its power of ten
const AHEAD = 15; // rows beyond those in sight that are to be here too

/** @typedef {import("./payload.js").TableHeader} TableHeader */
/** @typedef {import("./payload.js").TableColumn} TableColumn */
/** @typedef {import("../core/unpacking.js").Columns} Columns */

export class TableRows {
  constructor() {
    /** @type {TableHeader} */
    this.header = /** @type {any} */ (undefined); // until the first one is received
    /** @type {Columns} */
    this.columns = {};
    /** @type {string | undefined} what was asked for since the last payload */
    this.asked = undefined;
  }

  /**
   * Take in a payload.
   * @param {{ header: TableHeader, columns: Columns }} table
   */
  receive({ header, columns }) {
    this.header = header;
    this.columns = columns;
    this.asked = undefined;
  }

  /** Return whether Python sends a part of them, and sorts them. */
  get areMany() {
    return this.header.held !== undefined;
  }

  /**
   * Return whether rows are numbered as they would be in this order. In a short table they always are: it is sorted here.
   * @param {{ title: string, down: boolean } | undefined} sorted
   */
  areIn(sorted) {
    const { order } = this.header;
    return !order || (order.title === (sorted?.title ?? "") && (!sorted || order.down === sorted.down));
  }

  /**
   * Return where in the columns a row is, -1 where it is not here.
   * @param {number} row
   */
  at(row) {
    const { held, rows } = this.header;
    let before = 0;
    for (const [first, end] of held ?? [[0, rows]]) {
      if (row >= first && row < end) return before + row - first;
      before += end - first;
    }
    return -1;
  }

  /**
   * Return what to ask Python for, if rows in sight or just beyond are not here; once for each that is lacking.
   * @param {number} first the first row in sight
   * @param {number} last
   * @param {{ title: string, down: boolean } | undefined} sorted how they are to be sorted
   * @returns {Record<string, any> | undefined}
   */
  lacking(first, last, sorted) {
    const { rows, key } = this.header;
    if (!this.areMany || last < first) return undefined;
    const ends = [Math.max(0, first - AHEAD), first, last, Math.min(rows - 1, last + AHEAD)];
    if (this.areIn(sorted) && ends.every((row) => this.at(row) >= 0)) return undefined;
    const request = { table: key, rows: [first, last], sort: [sorted?.title ?? "", sorted?.down ?? true], drag: "rows" };
    const asked = JSON.stringify(request);
    if (asked === this.asked) return undefined;
    this.asked = asked;
    return request;
  }

  /**
   * Return a row's example, counted from 0; the row has to be here.
   * @param {number} row
   */
  number(row) {
    return this.columns[this.header.picks].values[this.at(row)] - 1;
  }

  /**
   * Return what stands in a cell: nothing where the row is not here.
   * @param {TableColumn} column
   * @param {number} row
   */
  written({ name, kind, power, words }, row) {
    const at = this.at(row);
    if (at < 0) return "";
    const x = this.columns[name].values[at];
    if (kind === "word") return words?.[x] ?? "";
    if (kind === "integer") return x.toLocaleString("en-US");
    if (kind === "exact") return writeExactly(x);
    return this.#past(power, at) ? writePowerOfTen(this.columns[power].values[at]) : writeNumber(x);
  }

  /**
   * Return all digits of a cell's number, nothing where what stands there is whole.
   * @param {TableColumn} column
   * @param {number} row
   */
  exactly({ name, kind, power }, row) {
    const at = this.at(row);
    if (at < 0 || kind === "integer" || kind === "word") return "";
    return this.#past(power, at) ? `10^${this.columns[power].values[at]}` : String(this.columns[name].values[at]);
  }

  /**
   * @param {string} power
   * @param {number} at
   */
  #past(power, at) {
    return power !== "" && Math.abs(this.columns[power].values[at]) > LARGEST_POWER;
  }
}
