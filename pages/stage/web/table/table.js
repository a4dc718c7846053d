// @ts-check
/** A table of numbers that only draws the rows in sight; pages/stage/table_payload.py packs it. */

import { closest, find } from "../core/elements.js";
import { markTerm } from "../core/glossary.js";
import { Component, componentOf } from "../core/mount.js";
import { Outbox } from "../core/outbox.js";
import { fingerprint, unpack } from "../core/unpacking.js";
import { fadeEdge } from "./edge.js";
import { TableLine } from "./filters.js";
import { TableRows } from "./rows.js";
import { TableSelection } from "./selection.js";

const ROW = 30; // pixels
const SPARE = 2; // rows drawn beyond those in sight, on either side
/** @type {Record<string, number>} what the arrows do */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** @typedef {import("./payload.js").TableHeader} TableHeader */
/** @typedef {import("../core/unpacking.js").Columns} Columns */

class NumberTable extends Component {
  /**
   * @param {HTMLElement} root
   * @param {(name: string, value: unknown) => void} send
   * @param {import("../core/mount.js").Served} served
   */
  constructor(root, send, served) {
    super(root, send, served);
    this.body = find(root, ".body");
    this.head = find(root, ".head");
    this.scroll = find(root, ".scroll");
    this.holds = find(root, ".holds");
    /** @type {TableHeader} */
    this.header = /** @type {any} */ (undefined); // until the first one is received
    /** @type {Columns} */
    this.columns = {};
    /** @type {Outbox | undefined} */
    this.outbox = undefined;
    /** @type {string | undefined} the payload's fingerprint */
    this.name = undefined;
    /** @type {Uint32Array} the rows that pass, in the order on screen */
    this.order = new Uint32Array();
    /** @type {Int32Array} where in it each row is, -1 where it is filtered out */
    this.place = new Int32Array();
    /** @type {number | undefined} */
    this.first = undefined;
    /** @type {number | undefined} */
    this.last = undefined;
    /** @type {string | undefined} */
    this.pressed = undefined;
    this.line = new TableLine(root, () => this.#sift(), () => this.#select((selection) => selection.clear()));
    this.selection = new TableSelection();
    this.rows = new TableRows();
    /** @type {number | undefined} the row to be picked as soon as it is here */
    this.awaited = undefined;
    /** @type {{ at: number, title: string, down: boolean } | undefined} */
    this.sorted = undefined;
    // How high it is and how far it is scrolled is remembered: asking would have the whole page laid out at once.
    [this.height, this.top] = [0, 0];
    this.scroll.addEventListener("scroll", () => {
      this.top = this.scroll.scrollTop;
      fadeEdge(this.scroll);
      this.#draw();
    });
    this.observer = new ResizeObserver(() => {
      this.height = this.scroll.clientHeight;
      this.top = this.scroll.scrollTop; // it is 0 where it was hidden meanwhile
      fadeEdge(this.scroll);
      this.#draw();
    });
    this.observer.observe(this.scroll);
    this.head.addEventListener("click", (event) => {
      const button = closest(event, "button");
      if (button) this.#sort(Number(button.dataset.at));
    });
    // The row that was pressed counts: by the time of the click its elements may show other rows.
    this.body.addEventListener("pointerdown", (event) => { this.pressed = closest(event, "[data-row]")?.dataset.row; });
    this.body.addEventListener("mousedown", (event) => {
      if (this.header?.selects && event.shiftKey) event.preventDefault(); // it would select text up to here
    });
    this.body.addEventListener("click", (event) => {
      const row = (event.detail > 0 ? this.pressed : undefined) ?? closest(event, "[data-row]")?.dataset.row;
      const several = this.header?.selects && (event.ctrlKey || event.metaKey || event.shiftKey);
      if (row !== undefined && several) this.#selectRow(Number(row), event.shiftKey);
      else if (row !== undefined) this.#choose(Number(row));
      if (several) this.scroll.focus({ preventScroll: true }); // the keys go on from here
      else if (event.detail > 0) this.scroll.blur(); // after a mouse click the keys play again
    });
    this.body.addEventListener("pointerover", (event) => {
      const cell = closest(event, "[role=gridcell]");
      if (cell) this.#say(cell);
    });
    this.scroll.addEventListener("keydown", (event) => this.#key(event));
  }

  /**
   * Show a payload.
   * @param {Uint8Array} bytes
   */
  receive(bytes) {
    const name = fingerprint(bytes);
    if (name === this.name) return;
    this.name = name;
    const { header, columns } = unpack(bytes);
    if ((header.picks || header.held) && !this.outbox) {
      this.outbox = Outbox.of(header.key, this);
      this.outbox.resume();
    }
    if (header.selects) this.#keepUnacknowledged(header, columns);
    this.height ||= this.scroll.clientHeight; // 0 until the observer has spoken, and out of sight
    if (this.header?.label !== header.label) this.awaited = undefined; // another step: the row is another example's
    const moved = this.header && header.marked !== this.header.marked;
    const sameColumns = this.header && JSON.stringify(this.header.columns) === JSON.stringify(header.columns);
    this.header = header;
    this.columns = columns;
    this.rows.receive({ header, columns });
    if (!sameColumns) {
      const { sorted } = this;
      const at = /** @type {TableHeader} */ (header).columns.findIndex(({ title }) => title === sorted?.title);
      this.sorted = sorted && at >= 0 ? { ...sorted, at } : undefined;
      this.#drawHead();
      this.body.replaceChildren();
    }
    this.root.classList.toggle("selects", header.selects === true);
    this.scroll.setAttribute("aria-multiselectable", String(header.selects === true));
    this.scroll.setAttribute("aria-label", header.label);
    if (this.holds.textContent !== header.says) this.holds.textContent = header.says;
    this.line.receive(this);
    this.#order();
    this.#count();
    const { awaited } = this;
    if (awaited === undefined && (header.follow || moved)) this.#reveal(this.place[header.marked]);
    this.#draw(true);
    if (awaited !== undefined && this.rows.at(awaited) >= 0) this.#choose(awaited);
  }

  /**
   * Picked and selected is what Python says, but for what it has yet to take in: an answer undoes no later click.
   * @param {TableHeader} header
   * @param {Columns} columns
   */
  #keepUnacknowledged(header, columns) {
    const { outbox } = this;
    if (!outbox) return;
    const unacknowledged = outbox.unacknowledgedBy(header.acknowledged ?? "");
    const requests = outbox.requests.filter(({ number }) => unacknowledged.has(number));
    /** @param {string} what */
    const last = (what) => requests.findLast((request) => request[what] !== undefined)?.[what];
    this.selection.chosen = new Set(last("select") ?? columns.selected.values);
    const pick = last("pick");
    if (pick === undefined) return;
    header.marked = columns[header.picks].values.indexOf(pick + 1);
    if (requests.at(-1)?.select === undefined) this.selection.choose(pick);
  }

  #drawHead() {
    const { columns } = this.header;
    this.root.style.setProperty("--columns", columns.map(({ width }) => `minmax(${width}em, 1fr)`).join(" "));
    this.root.style.setProperty("--width", `${columns.reduce((sum, { width }) => sum + width, 0)}em`);
    this.head.replaceChildren(...columns.map(({ title, tone }, at) => {
      const cell = document.createElement("span");
      cell.setAttribute("role", "columnheader");
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.at = String(at);
      button.textContent = title;
      if (tone) button.className = tone;
      markTerm(button, title, this.served.glossary);
      cell.append(button);
      return cell;
    }));
  }

  /** @param {number} at */
  #sort(at) {
    const { title } = this.header.columns[at];
    this.awaited = undefined;
    if (this.sorted?.at !== at) this.sorted = { at, title, down: true };
    else if (this.sorted.down) this.sorted = { at, title, down: false };
    else this.sorted = undefined;
    this.#order();
    this.#scrollTo(0);
    this.#draw(true);
  }

  // Another filter: the sort stays.
  #sift() {
    this.#order();
    this.#scrollTo(0);
    this.#reveal(this.place[this.header.marked]);
    this.#draw(true);
    this.#count(true);
  }

  #order() {
    const { rows, columns } = this.header;
    this.order = this.line.passing();
    if (this.sorted && !this.rows.areMany) {
      const { name, power } = columns[this.sorted.at];
      const { values } = this.columns[name];
      const powers = this.columns[power]?.values;
      // Where two are beyond what a double can hold, infinite or 0 both, their powers of ten tell them apart.
      /** @type {(a: number, b: number) => number} */
      const further = powers ? (a, b) => (values[a] < 0 ? powers[b] - powers[a] : powers[a] - powers[b]) : () => 0;
      /** @type {(a: number, b: number) => number} */
      const up = (a, b) => values[a] - values[b] || further(a, b);
      this.order.sort(this.sorted.down ? (a, b) => up(b, a) : up);
    }
    this.place = new Int32Array(rows).fill(-1); // -1 where a row is filtered out
    // Until Python has sorted a long table, no row of those that are here has a place.
    if (this.rows.areIn(this.sorted)) this.order.forEach((row, i) => { this.place[row] = i; });
    this.body.style.height = `${this.order.length * ROW}px`;
    this.scroll.setAttribute("aria-rowcount", String(this.order.length + 1));
    [...this.head.children].forEach((cell, at) => {
      const down = this.sorted?.at === at ? this.sorted.down : undefined;
      cell.setAttribute("aria-sort", down === undefined ? "none" : down ? "descending" : "ascending");
    });
  }

  /**
   * Say how many rows there are, and what of the pick and the selection is not among them.
   * @param {boolean} [asked]
   */
  #count(asked = false) {
    const { marked, selects } = this.header;
    const away = marked >= 0 && this.place[marked] < 0 ? this.#number(marked) + 1 : undefined;
    const { chosen } = this.selection;
    this.root.classList.toggle("several", chosen.size > 1);
    const shown = selects && chosen.size ? this.order.filter((row) => chosen.has(this.#number(row))).length : 0;
    this.line.say(this.order.length, away, chosen.size, chosen.size - shown, asked);
  }

  /**
   * Return a row's example, counted from 0.
   * @param {number} row
   */
  #number(row) {
    return this.rows.number(row);
  }

  /** @param {number | undefined} place */
  #reveal(place) {
    if (place === undefined || place < 0) return;
    const top = place * ROW;
    const room = this.height - ROW; // the head stays on top
    if (top < this.top || top + ROW > this.top + room) this.#scrollTo(Math.max(0, top - (room - ROW) / 2));
  }

  /** @param {number} top */
  #scrollTo(top) {
    this.scroll.scrollTop = top;
    this.top = this.scroll.scrollTop; // no further than there are rows
  }

  /** @param {boolean} [anew] */
  #draw(anew = false) {
    if (!this.header || !this.height) return;
    const first = Math.max(0, Math.floor(this.top / ROW) - SPARE);
    const last = Math.min(this.order.length, first + Math.ceil(this.height / ROW) + 2 * SPARE);
    this.#ask(first, last - 1);
    if (!anew && first === this.first && last === this.last) return;
    this.first = first;
    this.last = last;
    // Rows stay the elements they are, so that one that is redrawn under a click is still clicked.
    while (this.body.children.length > last - first) this.body.lastChild?.remove();
    while (this.body.children.length < last - first) this.body.append(document.createElement("div"));
    for (let at = first; at < last; at += 1) {
      this.#fill(/** @type {HTMLElement} */ (this.body.children[at - first]), at, this.order[at]);
    }
  }

  /**
   * Ask for the rows of a long table that are to be drawn and not here; until they come their cells are empty.
   * @param {number} first
   * @param {number} last
   */
  #ask(first, last) {
    const request = this.rows.lacking(first, last, this.sorted);
    if (request) this.outbox?.report(undefined, request);
    const empty = last >= first && (!this.rows.areIn(this.sorted) || this.rows.at(first) < 0 || this.rows.at(last) < 0);
    this.scroll.setAttribute("aria-busy", String(empty));
  }

  /**
   * @param {HTMLElement} element
   * @param {number} at
   * @param {number} row
   */
  #fill(element, at, row) {
    const { columns } = this.header;
    if (element.children.length !== columns.length) this.#makeCells(element);
    element.setAttribute("aria-rowindex", String(at + 2));
    const { marked, selects } = this.header;
    const selected = selects ? this.selection.chosen.has(this.#number(row)) : this.place[row] >= 0 && row === marked;
    element.setAttribute("aria-selected", String(selected));
    if (selects) element.setAttribute("aria-current", String(row === marked));
    element.dataset.row = String(row);
    element.style.transform = `translateY(${at * ROW}px)`;
    columns.forEach((column, place) => {
      const text = this.place[row] < 0 ? "" : this.rows.written(column, row);
      const cell = /** @type {Text} */ (element.children[place].firstChild);
      if (cell.data !== text) cell.data = text;
    });
  }

  /** @param {HTMLElement} element */
  #makeCells(element) {
    element.setAttribute("role", "row");
    element.replaceChildren(...this.header.columns.map(({ tone }) => {
      const cell = document.createElement("span");
      cell.setAttribute("role", "gridcell");
      if (tone) cell.className = tone;
      cell.append("");
      return cell;
    }));
  }

  /**
   * Have a number under the pointer say all its digits.
   * @param {HTMLElement} cell
   */
  #say(cell) {
    const line = /** @type {HTMLElement} */ (cell.parentElement);
    const place = [...line.children].indexOf(cell);
    const row = Number(line.dataset.row);
    const digits = this.place[row] < 0 ? "" : this.rows.exactly(this.header.columns[place], row);
    if (digits) cell.title = digits;
    else cell.removeAttribute("title");
  }

  /**
   * Pick a row's example; a row that is not here yet says of none.
   * @param {number} row
   */
  #choose(row) {
    this.awaited = undefined;
    if (!this.header.picks || this.place[row] < 0 || this.rows.at(row) < 0) return;
    this.header.marked = row;
    const pick = this.#number(row);
    this.selection.begin(pick);
    this.selection.choose(pick);
    this.#draw(true);
    this.#count(true);
    this.outbox?.report(undefined, { pick });
  }

  /** @param {(selection: TableSelection) => void} change */
  #select(change) {
    change(this.selection);
    this.#draw(true);
    this.#count(true);
    this.outbox?.report(undefined, this.selection.request);
  }

  /**
   * Select one more or one less, or all up to this one.
   * @param {number} row
   * @param {boolean} range
   */
  #selectRow(row, range) {
    const { marked } = this.header;
    const picked = marked < 0 ? undefined : this.#number(marked);
    if (range) this.#select((selection) => selection.extend(this.#numbers(), this.#number(row), picked));
    else this.#select((selection) => selection.toggle(this.#number(row)));
  }

  /** Return the examples in the order on screen. */
  #numbers() {
    return Array.from(this.order, (row) => this.#number(row));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { picks, selects, marked } = this.header;
    if (!picks || event.target !== this.scroll) return;
    const held = event.ctrlKey || event.metaKey;
    const step = STEPS[event.key];
    const extends_ = selects === true && event.shiftKey;
    if (selects && held && event.key.toLowerCase() === "a") this.#select((selection) => selection.all(this.#numbers()));
    else if (selects && event.key === "Escape" && this.selection.chosen.size) this.#select((selection) => selection.clear());
    else if (step && this.order.length) {
      const end = extends_ && this.selection.end !== undefined ? this.#numbers().indexOf(this.selection.end) : -1;
      const from = end >= 0 ? end : (this.place[this.awaited ?? marked] ?? -1);
      const at = Math.max(0, Math.min(this.order.length - 1, from + step));
      this.#reveal(at);
      if (extends_) this.#selectRow(this.order[at], true);
      else if (this.rows.at(this.order[at]) < 0) this.awaited = this.order[at];
      else this.#choose(this.order[at]);
    } else return;
    event.preventDefault();
  }

  close() {
    this.observer.disconnect();
    this.outbox?.close(this);
  }
}

export default componentOf(NumberTable);
