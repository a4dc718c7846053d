// Which rows of a table are selected, by their examples' numbers from 0: rows change places from step to step.
export class TableSelection {
  constructor() {
    this.chosen = new Set();
  }

  // Where the next range begins.
  begin(number) {
    this.anchor = number;
    this.end = undefined;
  }

  // The picked example is always one of those selected: to pick another one is to select it alone.
  choose(number) {
    if (!this.chosen.has(number)) this.chosen = new Set([number]);
  }

  toggle(number) {
    if (!this.chosen.delete(number)) this.chosen.add(number);
    this.begin(number);
  }

  // All from the anchor to `number` in the order on screen; from `fallback` where the anchor is not in sight.
  extend(numbers, number, fallback) {
    let from = numbers.indexOf(this.anchor);
    if (from < 0) {
      this.anchor = numbers.includes(fallback) ? fallback : number;
      from = numbers.indexOf(this.anchor);
    }
    const to = numbers.indexOf(number);
    this.end = number;
    this.chosen = new Set(numbers.slice(Math.min(from, to), Math.max(from, to) + 1));
  }

  all(numbers) {
    this.chosen = new Set(numbers);
  }

  clear() {
    this.chosen = new Set();
    this.anchor = this.end = undefined;
  }

  // What Python is told: the whole selection. Of several in a row that were not sent yet, the last counts.
  get wish() {
    return { select: [...this.chosen].sort((a, b) => a - b), drag: "select" };
  }
}
