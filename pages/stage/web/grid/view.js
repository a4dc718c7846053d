// @ts-check
/** Shows those of a table's rows that are in sight; a row with a sentence under it is higher. */

import { find } from "../core/elements.js";
import { LABEL, cellText } from "./reading.js";

const MARKS = ["◆", "●"];
const WHY_HEIGHT = 2.5; // rem, as in grid.css
const BEYOND = 4; // rows drawn above and below those in sight

/** @typedef {{ row: number, column: number }} Spot */

/**
 * Return an element.
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {(string | Node)[]} inside
 */
function made(tag, attributes, inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inside);
  return element;
}

export class GridView {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.scroll = find(root, ".scroll");
    this.head = find(root, ".head");
    this.body = find(root, ".body");
    /** @type {import("./rows.js").Row[]} */
    this.rows = [];
    /** @type {number[]} where each row begins, and where the last one ends */
    this.tops = [0];
    this.draw = () => {};
    this.scroll.addEventListener("scroll", () => this.draw());
  }

  /** @param {string[]} titles */
  title(titles) {
    this.head.replaceChildren(...["i", ...titles].map((title, at) =>
      made("span", { role: "columnheader", "aria-colindex": String(at + 1), title }, [title])));
  }

  /**
   * Show rows; at : the cell in hand;  chosen : tells which cells are selected.
   * @param {import("./rows.js").Row[]} rows
   * @param {Spot} at
   * @param {(row: number, column: number) => boolean} chosen
   */
  show(rows, at, chosen) {
    this.rows = rows;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const height = this.head.offsetHeight || 2 * rem;
    this.tops = [0];
    for (const { whys } of rows) {
      const more = Object.keys(whys).length > 0 ? WHY_HEIGHT * rem : 0;
      this.tops.push(this.tops[this.tops.length - 1] + height + more);
    }
    this.body.style.height = `${this.tops[rows.length]}px`;
    this.scroll.setAttribute("aria-rowcount", String(rows.length + 1));
    this.draw = () => {
      const top = this.scroll.scrollTop;
      const seen = rows.map((_, place) => place)
        .filter((place) => this.tops[place + 1 + BEYOND] === undefined || this.tops[place + 1 + BEYOND] > top)
        .filter((place) => this.tops[Math.max(0, place - BEYOND)] < top + this.scroll.clientHeight);
      const drawn = [...new Set([...seen, at.row])].sort((one, other) => one - other);
      this.body.replaceChildren(...drawn.map((place) => this.#row(place, rows[place], at, chosen)));
      this.scroll.setAttribute("aria-activedescendant", `gd-cell-${at.row}-${at.column}`);
    };
    this.draw();
  }

  /**
   * @param {number} place
   * @param {import("./rows.js").Row} row
   * @param {Spot} at
   * @param {(row: number, column: number) => boolean} chosen
   */
  #row(place, row, at, chosen) {
    const { point, values, texts, whys } = row;
    const cells = [-1, 0, 1, 2].map((column) => {
      const why = whys[column];
      const isAt = at.row === place && at.column === column;
      /** @type {Record<string, string>} */
      const attributes = {
        id: `gd-cell-${place}-${column}`,
        role: column < 0 ? "rowheader" : "gridcell",
        "data-column": String(column),
        "aria-colindex": String(column + 2),
        "aria-selected": String(isAt || chosen(place, column)),
        class: isAt ? "at" : "",
      };
      if (why) Object.assign(attributes, { "aria-invalid": "true", "aria-errormessage": `gd-why-${place}`, "aria-describedby": `gd-why-${place}` });
      const value = values?.[column];
      const text = column < 0 ? (point === undefined ? "" : String(point + 1)) : (why || value === undefined ? texts[column] ?? "" : cellText(value));
      if (value !== undefined && !why) attributes.title = String(value);
      if (column < 0 && point === undefined) attributes["aria-label"] = row.draft ? "not complete yet" : "new point";
      const label = column === LABEL && value !== undefined && !why ? value : undefined;
      const mark = label === undefined ? [] : [made("span", { class: `mark class${label}`, "aria-hidden": "true" }, [MARKS[label]])];
      return made("div", attributes, [...mark, text]);
    });
    const line = made("div", { role: "presentation", class: "cells" }, cells);
    const said = Object.values(whys).join(" ");
    const why = said ? [made("p", { class: "why", id: `gd-why-${place}`, title: said }, [said])] : [];
    const element = made("div", { role: "row", "data-place": String(place), "aria-rowindex": String(place + 2) }, [line, ...why]);
    element.style.top = `${this.tops[place]}px`;
    element.style.height = `${this.tops[place + 1] - this.tops[place]}px`;
    return element;
  }

  /**
   * Scroll so that a cell is in sight.
   * @param {Spot} at
   */
  reveal({ row, column }) {
    const cell = this.body.querySelector(`#gd-cell-${row}-${column}`);
    if (cell instanceof HTMLElement) {
      const [left, right] = [cell.offsetLeft, cell.offsetLeft + cell.offsetWidth];
      this.scroll.scrollLeft = Math.min(left, Math.max(this.scroll.scrollLeft, right - this.scroll.clientWidth));
    }
    const { scroll, tops } = this;
    const room = scroll.clientHeight - this.head.offsetHeight;
    if (tops[row] < scroll.scrollTop) scroll.scrollTop = tops[row];
    else if (tops[row + 1] > scroll.scrollTop + room) scroll.scrollTop = tops[row + 1] - room;
  }

  /** Return how many rows fit in sight. */
  get fits() {
    return Math.max(1, Math.floor(this.scroll.clientHeight / (this.head.offsetHeight || 32)) - 2);
  }

  /**
   * Put the box for typing over a cell.
   * @param {HTMLInputElement} box
   * @param {Spot} at
   */
  place(box, { row, column }) {
    const cell = this.body.querySelector(`#gd-cell-${row}-${column}`);
    if (!(cell instanceof HTMLElement)) return;
    box.style.left = `${cell.offsetLeft}px`;
    box.style.top = `${this.head.offsetHeight + this.tops[row]}px`;
    box.style.width = `${cell.offsetWidth}px`;
  }
}
