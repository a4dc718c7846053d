// @ts-check
/** Fills text fields from columns. */

import { LARGEST_PLAIN, writeChange, writeExactly, writeInBrackets, writeNumber, writePowerOfTen, writeRaw, writeSized } from "./numbers.js";

/** @type {Record<string, number>} */
const EXTREME = { dL_dyhat: 1, dyhat_dz: 2 }; // which bit says that a factor is past a double's range
const NEGATIVE = 4; // and which that ∂L/∂ŷ then is negative
const SURE = 14; // digits of a number of which no column says that fewer are sure

/** @typedef {import("./unpacking.js").Numbers} Numbers */

/**
 * @typedef {object} Field
 * @property {HTMLElement} element
 * @property {string} how its number is written
 * @property {Numbers} values
 * @property {Numbers} next what its column holds one step on
 * @property {Numbers} logs
 * @property {Numbers | undefined} sure how many digits of its number are sure
 * @property {Numbers | undefined} sureNext and of the one after the step
 * @property {number} bit which says in the column `extreme` that it is past a double's range, 0 where none does
 * @property {string[]} words
 */

/** Text fields: every element with data-col shows its column's number at the row on screen. */
export class Fields {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.row = 0;
    /** @type {Field[]} */
    this.fields = [];
  }

  /**
   * Find the fields that there are now, and the columns that they show.
   * @param {{ columns: import("./unpacking.js").Columns, header: { words?: Record<string, string[]> } }} payload
   */
  find(payload) {
    const { columns, header } = payload;
    const elements = /** @type {HTMLElement[]} */ ([...this.root.querySelectorAll("[data-col]")]);
    this.fields = elements.map((element) => {
      const name = element.dataset.col ?? "";
      const how = element.dataset.as ?? "number";
      return {
        element,
        how,
        values: columns[name].values,
        next: columns[`next_${name}`]?.values,
        logs: columns[`log10_${name}`]?.values,
        sure: columns[`digits_${name}`]?.values,
        sureNext: columns[`digits_next_${name}`]?.values,
        bit: EXTREME[name] ?? 0,
        words: header.words?.[name] ?? [],
      };
    });
    this.extreme = columns.extreme?.values;
  }

  /**
   * Show a row.
   * @param {number} row
   */
  write(row) {
    for (const { element, how, values, next, logs, sure, sureNext, bit, words } of this.fields) {
      const x = values[row];
      const digits = sure?.[row] ?? SURE;
      let text;
      if (how === "integer") text = x.toLocaleString("en-US");
      else if (how === "brackets") text = writeInBrackets(x, Math.min(4, digits));
      else if (how === "word") text = words[x];
      else if (how === "factor" && this.#isExtreme(row, bit)) text = this.#sign(row, bit) + writePowerOfTen(x);
      else if (how === "sized") text = writeSized(x, logs[row]);
      else if (how === "power") text = writePowerOfTen(x);
      else if (how === "raw") text = writeRaw(x);
      else if (how === "exact") text = writeExactly(x);
      else if (how === "before") text = writeChange(x, next[row], digits, sureNext?.[row] ?? SURE)[0];
      else if (how === "after") text = writeChange(x, next[row], digits, sureNext?.[row] ?? SURE)[1];
      else text = writeNumber(x, Math.min(4, digits));
      if (element.textContent !== text) element.textContent = text;
    }
    this.row = row;
  }

  /**
   * Return the full precision of a field's number, for a tooltip.
   * @param {Element} element
   */
  exactly(element) {
    const field = this.fields?.find((entry) => entry.element === element);
    if (!field || field.how === "word") return "";
    const x = (field.how === "after" ? field.next : field.values)[this.row];
    if (field.how === "sized" && Math.abs(field.logs[this.row]) > LARGEST_PLAIN) return `10^${field.logs[this.row]}`;
    const { how, bit } = field;
    return how === "factor" && this.#isExtreme(this.row, bit) ? `${this.#sign(this.row, bit)}10^${x}` : String(x);
  }

  /**
   * @param {number} row
   * @param {number} bit
   */
  #isExtreme(row, bit) {
    return ((this.extreme?.[row] ?? 0) & bit) !== 0;
  }

  /**
   * @param {number} row
   * @param {number | undefined} bit
   */
  #sign(row, bit) {
    return bit === EXTREME.dL_dyhat && (this.extreme?.[row] ?? 0) & NEGATIVE ? "−" : "";
  }
}
