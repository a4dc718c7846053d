// @ts-check
/** Fills text fields from columns, and shows what is said of the step on screen. */

import { LARGEST_PLAIN, writeChange, writeExactly, writeInBrackets, writeNumber, writePowerOfTen, writeRaw, writeSize, writeSized } from "./numbers.js";

/** @type {Record<string, number>} */
const EXTREME = { dL_dyhat: 1, dyhat_dz: 2 }; // which bit says that a factor is past a double's range
const NEGATIVE = 4; // and which that ∂L/∂ŷ then is negative
const RUNS = 32; // ms between two turns of the numbers that need not run with every frame, so that they run evenly
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
 * @property {HTMLElement[]} inside what has to be shown for it to be
 */

/**
 * @typedef {object} Condition
 * @property {HTMLElement} element
 * @property {Numbers} values of its column
 * @property {Set<number>} shown where the column has one of these it is shown
 * @property {boolean} but or hidden there, and shown where it has none of them
 */

/**
 * Text fields: every element with data-col shows its column's number at the row on screen. An element with
 * data-when="column:value|value" is shown only where that column has one of these values, or, with an exclamation mark
 * before them, none of them.
 */
export class Fields {
  /**
   * @param {HTMLElement} root
   * @param {() => number} clock in ms
   */
  constructor(root, clock = () => performance.now()) {
    this.root = root;
    this.clock = clock;
    this.row = 0;
    this.wrote = 0; // when all was, in ms
    /** @type {Field[]} */
    this.fields = [];
    /** @type {Field[]} those that run with every frame */
    this.running = [];
    /** @type {Condition[]} */
    this.conditions = [];
  }

  /**
   * Find the fields that there are now, and the columns that they show.
   * @param {{ columns: import("./unpacking.js").Columns, header: { words?: Record<string, string[]> } }} payload
   */
  find(payload) {
    const { columns, header } = payload;
    const elements = /** @type {HTMLElement[]} */ ([...this.root.querySelectorAll("[data-col]")]);
    const conditional = /** @type {HTMLElement[]} */ ([...this.root.querySelectorAll("[data-when]")]);
    this.conditions = conditional.map((element) => {
      const [column, values] = (element.dataset.when ?? "").split(":");
      const but = values.startsWith("!");
      const shown = new Set(values.slice(but ? 1 : 0).split("|").map(Number));
      return { element, values: columns[column].values, shown, but };
    });
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
        inside: conditional.filter((outer) => outer.contains(element)),
      };
    });
    this.running = this.fields.filter(({ element }) => element.closest("[data-every-frame]"));
    this.extreme = columns.extreme?.values;
  }

  /**
   * Show a row. Swift, while the next frame brings another: what is in an element with data-every-frame is shown at each,
   * all the rest together and so often that an eye sees it run; of one step, the same for all of it.
   * @param {number} row
   * @param {boolean} [swift]
   */
  write(row, swift = false) {
    const now = this.clock();
    const all = !swift || now - this.wrote >= RUNS;
    if (all) this.wrote = now;
    for (const { element, values, shown, but } of all ? this.conditions : []) {
      const hidden = shown.has(values[row]) === but;
      if (element.hidden !== hidden) element.hidden = hidden;
    }
    for (const { element, how, values, next, logs, sure, sureNext, bit, words, inside } of all ? this.fields : this.running) {
      if (inside.some(({ hidden }) => hidden)) continue;
      const x = values[row];
      const digits = sure?.[row] ?? SURE;
      let text;
      if (how === "integer") text = x.toLocaleString("en-US");
      else if (how === "brackets") text = writeInBrackets(x, Math.min(4, digits));
      else if (how === "word") text = words[x];
      else if (how === "factor" && this.#isExtreme(row, bit)) text = this.#sign(row, bit) + writePowerOfTen(x);
      else if (how === "size") text = writeSize(x, Math.min(4, digits));
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
    if (field.values instanceof Float32Array) return String(Number(x.toPrecision(7))); // it has no more digits
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
