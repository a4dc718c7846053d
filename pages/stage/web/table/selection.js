// @ts-check
/** Which rows of a table are selected, by their examples' numbers from 0: rows change places from step to step. */

export class TableSelection {
  constructor() {
    /** @type {Set<number>} */
    this.chosen = new Set();
    /** @type {number | undefined} where a range begins */
    this.anchor = undefined;
    /** @type {number | undefined} and where it ends */
    this.end = undefined;
  }

  /**
   * Have the next range begin here.
   * @param {number} number
   */
  begin(number) {
    this.anchor = number;
    this.end = undefined;
  }

  /**
   * Pick an example, which is always one of those selected: to pick another one is to select it alone.
   * @param {number} number
   */
  choose(number) {
    if (!this.chosen.has(number)) this.chosen = new Set([number]);
  }

  /**
   * Select one more, or one less.
   * @param {number} number
   */
  toggle(number) {
    if (!this.chosen.delete(number)) this.chosen.add(number);
    this.begin(number);
  }

  /**
   * Select all from the anchor to `number` in the order on screen; from `fallback` where the anchor is not in sight.
   * @param {number[]} numbers
   * @param {number} number
   * @param {number | undefined} fallback
   */
  extend(numbers, number, fallback) {
    let from = this.anchor === undefined ? -1 : numbers.indexOf(this.anchor);
    if (from < 0) {
      this.anchor = fallback !== undefined && numbers.includes(fallback) ? fallback : number;
      from = numbers.indexOf(this.anchor);
    }
    const to = numbers.indexOf(number);
    this.end = number;
    this.chosen = new Set(numbers.slice(Math.min(from, to), Math.max(from, to) + 1));
  }

  /**
   * Select all.
   * @param {number[]} numbers
   */
  all(numbers) {
    this.chosen = new Set(numbers);
  }

  /** Select none. */
  clear() {
    this.chosen = new Set();
    this.anchor = this.end = undefined;
  }

  /** Return what Python is told: the whole selection. Of several in a row that were not sent yet, the last counts. */
  get request() {
    return { select: [...this.chosen].sort((a, b) => a - b), drag: "select" };
  }
}
