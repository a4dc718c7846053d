// The line above a table: which rows are shown, how many, and what of the pick and the selection is not in sight.
export class TableLine {
  // changed : called when another filter holds;  cleared : when the selection is to go.
  constructor(root, changed, cleared) {
    this.line = root.querySelector(".line");
    this.count = root.querySelector(".count");
    this.missing = root.querySelector(".missing");
    this.clear = root.querySelector("[data-clear]");
    this.inputs = Object.fromEntries([...root.querySelectorAll("[data-filter]")].map((input) => [input.dataset.filter, input]));
    this.line.addEventListener("input", () => changed());
    this.line.addEventListener("pointerdown", () => { this.pointed = true; });
    this.line.addEventListener("keydown", ({ key, target }) => {
      this.pointed = false;
      if (key === "Enter" && target === this.inputs.top) target.blur();
    });
    // After a choice by mouse the keys play again; a box that is typed in keeps them until Enter.
    this.line.addEventListener("change", ({ target }) => { if (this.pointed && target !== this.inputs.top) target.blur(); });
    this.clear.addEventListener("click", ({ detail }) => { cleared(); if (detail > 0) this.clear.blur(); });
  }

  receive({ header, columns }) {
    this.header = header;
    this.columns = columns;
    this.line.hidden = !header.filters && !header.selects;
    this.line.querySelector(".filters").hidden = !header.filters;
    header.filters?.classes.forEach((name, y) => {
      const option = this.inputs.class.options[y + 1];
      if (option.text !== name) option.text = name;
    });
  }

  get top() {
    const { value, validity } = this.inputs.top;
    const k = Number(value);
    const given = validity.badInput || value !== "";
    const valid = Number.isInteger(k) && k > 0;
    this.inputs.top.setAttribute("aria-invalid", given && !valid);
    return given && valid ? k : Infinity;
  }

  // The rows that pass, in the order they came in.
  passing() {
    const { header, columns } = this;
    const rows = Uint32Array.from({ length: header.rows }, (_, row) => row);
    if (!header.filters) return rows;
    const [wrong, label, rank] = [columns.wrong.values, columns.label.values, columns.rank.values];
    const only = this.inputs.wrong.checked;
    const y = this.inputs.class.value;
    const most = this.top;
    if (!only && y === "" && most === Infinity) return rows;
    return rows.filter((row) => (!only || wrong[row]) && (y === "" || label[row] === Number(y)) && rank[row] < most);
  }

  // shown : how many rows;  away : the picked example's number, if its row is filtered out;  hidden : how many of the
  // selected have no row in sight.  A screen reader hears of it only where somebody asked, not while the run plays.
  say(shown, away, selected, hidden, asked) {
    if (this.line.hidden) return;
    for (const element of [this.count, this.missing]) element.setAttribute("aria-live", asked ? "polite" : "off");
    const write = (n) => n.toLocaleString("en-US");
    const { rows } = this.header;
    const said = [`${shown === rows ? write(rows) : `${write(shown)} of ${write(rows)}`} rows`];
    if (selected > 1) said.push(`${write(selected)} selected${hidden ? `, ${hidden === selected ? "none of them" : `${write(hidden)} of them not`} shown` : ""}`);
    this.count.textContent = said.join(" · ");
    this.missing.textContent = away === undefined ? "" : `The picked example, ${write(away)}, is filtered out.`;
    this.clear.hidden = selected < 2;
  }
}
