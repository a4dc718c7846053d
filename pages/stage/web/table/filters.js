// @ts-check
/** The line above a table: which rows are shown, how many, and what of the pick and the selection is not in sight. */

import { find, findInput } from "../core/elements.js";

/** @typedef {import("./payload.js").TableHeader} TableHeader */

export class TableLine {
  /**
   * @param {HTMLElement} root
   * @param {() => void} changed called when another filter holds
   * @param {() => void} cleared called when the selection is to go
   */
  constructor(root, changed, cleared) {
    this.line = find(root, ".line");
    this.count = find(root, ".count");
    this.missing = find(root, ".missing");
    this.clear = find(root, "[data-clear]");
    this.wrong = findInput(root, "[data-filter=wrong]");
    this.class = /** @type {HTMLSelectElement} */ (find(root, "[data-filter=class]"));
    this.most = findInput(root, "[data-filter=top]");
    this.pointed = false;
    /** @type {TableHeader} */
    this.header = /** @type {any} */ (undefined); // until the first one is received
    /** @type {import("../core/unpacking.js").Columns} */
    this.columns = {};
    this.line.addEventListener("input", () => changed());
    this.line.addEventListener("pointerdown", () => { this.pointed = true; });
    this.line.addEventListener("keydown", ({ key, target }) => {
      this.pointed = false;
      if (key === "Enter" && target === this.most) this.most.blur();
    });
    // After a choice by mouse the keys play again; a box that is typed in keeps them until Enter.
    this.line.addEventListener("change", ({ target }) => {
      if (this.pointed && target !== this.most && target instanceof HTMLElement) target.blur();
    });
    this.clear.addEventListener("click", ({ detail }) => { cleared(); if (detail > 0) this.clear.blur(); });
  }

  /**
   * Show what a table can be sifted by.
   * @param {{ header: TableHeader, columns: import("../core/unpacking.js").Columns }} table
   */
  receive({ header, columns }) {
    this.header = header;
    this.columns = columns;
    this.line.hidden = !header.filters && !header.selects;
    find(this.line, ".filters").hidden = !header.filters;
    header.filters?.classes.forEach((name, y) => {
      const option = this.class.options[y + 1];
      if (option.text !== name) option.text = name;
    });
  }

  /** Return how many of those that pull hardest are to be shown. */
  get top() {
    const { value, validity } = this.most;
    const k = Number(value);
    const given = validity.badInput || value !== "";
    const valid = Number.isInteger(k) && k > 0;
    this.most.setAttribute("aria-invalid", String(given && !valid));
    return given && valid ? k : Infinity;
  }

  /**
   * Return the rows that pass, in the order they came in.
   * @returns {Uint32Array}
   */
  passing() {
    const { header, columns } = this;
    const rows = Uint32Array.from({ length: header.rows }, (_, row) => row);
    if (!header.filters) return rows;
    const [wrong, label, rank] = [columns.wrong.values, columns.label.values, columns.rank.values];
    const only = this.wrong.checked;
    const y = this.class.value;
    const most = this.top;
    if (!only && y === "" && most === Infinity) return rows;
    return rows.filter((row) => (!only || wrong[row]) && (y === "" || label[row] === Number(y)) && rank[row] < most);
  }

  /**
   * Say what is shown.
   * shown : how many rows;  away : the picked example's number, if its row is filtered out;  hidden : how many of the
   * selected have no row in sight.  A screen reader hears of it only where somebody asked, not while the run plays.
   * @param {number} shown
   * @param {number | undefined} away
   * @param {number} selected
   * @param {number} hidden
   * @param {boolean} asked
   */
  say(shown, away, selected, hidden, asked) {
    if (this.line.hidden) return;
    for (const element of [this.count, this.missing]) element.setAttribute("aria-live", asked ? "polite" : "off");
    /** @param {number} n */
    const write = (n) => n.toLocaleString("en-US");
    const { rows } = this.header;
    const said = [`${shown === rows ? write(rows) : `${write(shown)} of ${write(rows)}`} rows`];
    if (selected > 1) said.push(`${write(selected)} selected${hidden ? `, ${hidden === selected ? "none of them" : `${write(hidden)} of them not`} shown` : ""}`);
    this.count.textContent = said.join(" · ");
    this.missing.textContent = away === undefined ? "" : `The picked example, ${write(away)}, is filtered out.`;
    this.clear.hidden = selected < 2;
  }
}
