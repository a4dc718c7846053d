// @ts-check
/**
 * The points as a table to type in, with the keys of a spreadsheet. What is typed is in the table at once; Python answers
 * with the points. The grid itself keeps the focus, so that nothing typed is lost where rows are drawn anew.
 */

import { find, findInput, slotsOf } from "../core/elements.js";
import { Component, componentOf } from "../core/mount.js";
import { Outbox } from "../core/outbox.js";
import { waitBeforeLeaving } from "../core/streamlit_page.js";
import { fingerprint, unpack } from "../core/unpacking.js";
import { blockOf, linesOf } from "./clipboard.js";
import { LABEL, SECOND, fullText } from "./reading.js";
import { Rows } from "./rows.js";
import { FIRST, STEPS, cornersOf, spotOf } from "./spots.js";
import { GridView } from "./view.js";

export class Grid extends Component {
  /**
   * @param {HTMLElement} root
   * @param {(name: string, value: unknown) => void} send
   * @param {import("../core/mount.js").Served} served
   */
  constructor(root, send, served) {
    super(root, send, served);
    this.outbox = Outbox.of("grid", this);
    this.stays = waitBeforeLeaving(() => this.outbox.unacknowledged.length > 0);
    this.view = new GridView(root);
    this.slots = slotsOf(root);
    this.scroll = find(root, ".scroll");
    this.box = findInput(root, ".typing");
    /** @type {import("./payload.js").GridHeader} */
    this.header = /** @type {any} */ (undefined); // until the first one is received
    /** @type {Rows} */
    this.rows = /** @type {any} */ (undefined); // so too
    this.at = { row: 0, column: 0 };
    this.from = this.at; // the other corner of what is selected
    /** @type {"over" | "inside" | undefined} how a cell is typed in, if one is: over what it held, or inside of it */
    this.typing = undefined;
    this.leaving = false; // whether Tab leaves the table
    /** @type {number | undefined} the column to which Enter goes back after Tab */
    this.began = undefined;
    /** @type {string | undefined} the payload's fingerprint */
    this.name = undefined;
    /** @type {(event: KeyboardEvent) => void} */
    this.onPast = (event) => this.#past(event);
    this.#listen();
  }

  /** @param {Uint8Array} bytes */
  receive(bytes) {
    const name = fingerprint(bytes);
    if (name === this.name) return;
    this.name = name;
    const { header, columns } = unpack(bytes);
    const [x1, x2, y] = [columns.x1.values, columns.x2.values, columns.y.values];
    /** @type {import("./rows.js").Values[]} */
    const points = Array.from(x1, (value, row) => [value, x2[row], y[row]]);
    const { session } = header;
    /** @type {GridMoment} */
    const kept = window.gradientGrid && window.gradientGrid.session === session ? window.gradientGrid : { session, rows: {} };
    window.gradientGrid = kept;
    if (this.header && this.header.data !== header.data) { // other points
      this.#commit();
      this.at = this.from = { row: 0, column: 0 };
      this.scroll.scrollTop = 0;
    }
    this.header = header;
    this.outbox.identity = header.session;
    this.rows = kept.rows[header.data] ??= new Rows(this.outbox, header);
    this.rows.header = header;
    this.rows.receive(points, header.acknowledged);
    this.root.dataset.one = String(this.#one);
    this.view.title([...header.titles, "y"]);
    if (this.root.dataset.ready !== "true") this.outbox.resume();
    this.root.dataset.ready = "true";
    this.#draw();
  }

  // Whether there is one feature only.
  get #one() {
    return this.header.titles.length === 1;
  }

  /**
   * Return the columns from one to another that are shown.
   * @param {number} left
   * @param {number} right
   */
  #columns(left, right) {
    return [0, SECOND, LABEL].filter((column) => column >= left && column <= right && !(this.#one && column === SECOND));
  }

  #draw() {
    const { rows, slots } = this;
    const all = rows.rows;
    /** @param {{ row: number, column: number }} spot */
    const inside = ({ row, column }) => ({ row: Math.min(row, all.length - 1), column });
    [this.at, this.from] = [inside(this.at), inside(this.from)];
    this.view.show(all, this.at, (row, column) => this.#isChosen(row, column));
    if (this.typing) this.view.place(this.box, this.at);
    const unread = all.filter(({ whys }) => Object.keys(whys).length > 0).length;
    const button = this.#button("unread");
    button.hidden = unread === 0;
    button.textContent = unread === 1 ? "1 row is not read yet" : `${unread} rows are not read yet`;
    const chosen = this.#chosenRows().filter((row) => row < all.length - 1).length;
    this.#button("erase").textContent = chosen > 1 ? `Erase ${chosen} rows` : "Erase this row";
    this.#button("erase").disabled = chosen === 0;
    slots.problem.textContent = rows.problem;
  }

  /** @param {string} what */
  #button(what) {
    return /** @type {HTMLButtonElement} */ (find(this.root, `[data-do=${what}]`));
  }

  // ---------------------------------------------------------------------------------------------------- selection
  get #corners() {
    return cornersOf(this.at, this.from);
  }

  /**
   * @param {number} row
   * @param {number} column
   */
  #isChosen(row, column) {
    const { top, bottom, left, right } = this.#corners;
    return row >= top && row <= bottom && column >= left && column <= right;
  }

  #chosenRows() {
    const { top, bottom } = this.#corners;
    return Array.from({ length: bottom - top + 1 }, (_, i) => top + i);
  }

  /**
   * @param {number} row
   * @param {number} column
   * @param {boolean} [extends_] whether the selection reaches there
   */
  #go(row, column, extends_ = false) {
    const last = this.rows.rows.length - 1;
    if (this.#one && column === SECOND) column = this.at.column === LABEL ? 0 : LABEL;
    this.at = { row: Math.max(0, Math.min(last, row)), column: Math.max(FIRST, Math.min(LABEL, column)) };
    if (!extends_) this.from = this.at;
    this.#draw();
    this.view.reveal(this.at);
    this.view.draw();
  }

  // ------------------------------------------------------------------------------------------------------- typing
  /**
   * Begin to type in the cell in hand.
   * @param {"over" | "inside"} how
   */
  #open(how) {
    if (this.at.column === FIRST) return;
    this.from = this.at;
    const row = this.rows.rows[this.at.row];
    const value = row.values?.[this.at.column];
    const text = row.texts[this.at.column] ?? (value === undefined ? "" : fullText(value));
    this.typing = how;
    this.view.reveal(this.at);
    this.#draw();
    this.box.value = how === "over" ? "" : text;
    const title = this.header.titles[this.at.column] ?? "y";
    this.box.setAttribute("aria-label", `${title}, ${row.point === undefined ? "new point" : `point ${row.point + 1}`}`);
    this.box.hidden = false;
    this.view.place(this.box, this.at);
    this.box.focus({ preventScroll: true });
    if (how === "inside") this.box.setSelectionRange(text.length, text.length);
  }

  /** Put what was typed into its cell. */
  #commit() {
    if (!this.typing) return;
    const { at, box } = this;
    const text = box.value;
    this.#close();
    const row = this.rows.rows[at.row];
    const value = row?.values?.[at.column];
    const before = row?.texts[at.column] ?? (value === undefined ? "" : fullText(value));
    if (text !== before) this.#type([{ place: at.row, column: at.column, text }]);
    else this.#draw();
  }

  #close() {
    const hadFocus = document.activeElement === this.box;
    this.typing = undefined;
    if (hadFocus) this.scroll.focus({ preventScroll: true });
    this.box.hidden = true;
  }

  /** @param {import("./rows.js").Typed[]} typed */
  #type(typed) {
    this.rows.type(typed);
    this.#draw();
    const all = this.rows.rows;
    const wrong = typed.flatMap(({ place, column }) => all[place]?.whys[column] ?? []);
    if (wrong.length) this.say(wrong.length === 1 ? wrong[0] : `${wrong.length} cells hold no number. ${wrong[0]}`);
    if (this.rows.problem) this.say(this.rows.problem);
  }

  #clear() {
    const { top, bottom, left, right } = this.#corners;
    if (left === FIRST) {
      this.#erase();
      return;
    }
    const all = this.rows.rows;
    /** @type {import("./rows.js").Typed[]} */
    const typed = [];
    for (let place = top; place <= Math.min(bottom, all.length - 2); place += 1) {
      for (const column of this.#columns(left, right)) typed.push({ place, column, text: "" });
    }
    if (typed.length) this.#type(typed);
  }

  #erase() {
    const places = this.#chosenRows();
    this.rows.erase(places);
    this.#go(places[0], this.at.column);
    this.say(places.length === 1 ? "Row erased." : `${places.length} rows erased.`);
  }

  /** @param {string} words */
  say(words) {
    this.slots.spoken.textContent = words;
  }

  // --------------------------------------------------------------------------------------------------------- keys
  /** @param {KeyboardEvent} event */
  #key(event) {
    const { key, shiftKey } = event;
    const { row, column } = this.at;
    if (event.isComposing) return;
    if (key === "Tab") {
      const next = column + (shiftKey ? -1 : 1);
      const end = shiftKey ? row === 0 && next < 0 : row === this.rows.rows.length - 1 && next > LABEL;
      if (!this.typing && (this.leaving || end)) return;
      this.began ??= column;
      this.#commit();
      if (next < 0) this.#go(row - 1, LABEL);
      else if (next > LABEL) this.#go(row + 1, 0);
      else this.#go(row, next);
    } else if (key === "Enter") {
      this.#commit();
      this.#go(row + (shiftKey ? -1 : 1), this.began ?? column);
      this.began = undefined;
    } else if (key === "Escape") this.#escape();
    else if (this.typing) {
      const step = STEPS[key];
      if (!step || (this.typing === "inside" && step[0] === 0)) {
        event.stopPropagation();
        return;
      }
      this.#commit();
      this.#go(row + step[0], column + step[1]);
    } else if (!this.#move(event)) return;
    if (key !== "Escape") this.leaving = false;
    if (key !== "Tab" && key !== "Enter" && !this.typing) this.began = undefined;
    event.stopPropagation();
    if (!this.typing || key === "F2") event.preventDefault(); // else the key is for the box that has just been opened
  }

  #escape() {
    if (this.typing) {
      this.#close();
      this.#draw();
    } else if (this.rows.revert(this.at.row, this.at.column)) this.#draw();
    else {
      this.leaving = true;
      this.say("Tab leaves the table now.");
    }
  }

  /**
   * Do what a key does while no cell is typed in; return whether it does anything.
   * @param {KeyboardEvent} event
   */
  #move(event) {
    const { key, shiftKey } = event;
    const { row, column } = this.at;
    const step = STEPS[key];
    const whole = event.ctrlKey || event.metaKey;
    const last = this.rows.rows.length - 1;
    if (event.altKey) return false;
    if (step) this.#go(whole ? step[0] * last + (step[0] ? 0 : row) : row + step[0], whole && step[1] ? step[1] * LABEL : column + step[1], shiftKey);
    else if (key === "Home") this.#go(whole ? 0 : row, 0, shiftKey);
    else if (key === "End") this.#go(whole ? last : row, LABEL, shiftKey);
    else if (key === "PageDown" || key === "PageUp") this.#go(row + (key === "PageUp" ? -1 : 1) * this.view.fits, column, shiftKey);
    else if (whole && key.toLowerCase() === "a") {
      this.from = { row: 0, column: FIRST };
      this.#go(last, LABEL, true);
    } else if (whole) return false;
    else if (key === "F2") this.#open("inside");
    else if (key === "Delete") this.#clear();
    else if (key === "Backspace") this.#open("over");
    else if (key === " ") return true;
    else if (key.length === 1 || key === "Process" || key === "Unidentified") this.#open("over");
    else return false;
    return true;
  }

  // Here undo goes after what was typed before it, in the same outbox; the plane's own listener comes later.
  /** @param {KeyboardEvent} event */
  #past(event) {
    const key = event.key.toLowerCase();
    const here = event.target instanceof Node && this.scroll.contains(event.target);
    if (!here || this.typing || !this.rows || !(event.ctrlKey || event.metaKey) || event.altKey || !["z", "y"].includes(key)) return;
    event.preventDefault();
    event.stopPropagation();
    this.rows.problem = "";
    this.rows.make(key === "y" || event.shiftKey ? { redo: true } : { undo: true });
    this.#draw();
  }

  // ---------------------------------------------------------------------------------------------------- listeners
  #listen() {
    const { scroll, box } = this;
    scroll.addEventListener("keydown", (event) => { if (this.rows) this.#key(event); });
    window.addEventListener("keydown", this.onPast, true);
    box.addEventListener("blur", () => this.#commit());
    this.root.addEventListener("focusout", ({ relatedTarget }) => {
      if (this.root.contains(/** @type {Node | null} */ (relatedTarget))) return;
      this.#commit();
      this.outbox.hurry(); // what was typed goes before what the click that ended it does
    });
    scroll.addEventListener("pointerdown", (event) => this.#point(event));
    scroll.addEventListener("pointerover", (event) => {
      const spot = event.buttons === 1 && event.pointerType === "mouse" && !this.typing ? spotOf(event) : undefined;
      if (spot && scroll.contains(document.activeElement)) this.#go(spot.row, spot.column, true);
    });
    scroll.addEventListener("click", (event) => {
      const coarse = matchMedia("(pointer: coarse)").matches;
      if (!spotOf(event) || !coarse || this.typing) return;
      this.#open("inside");
      this.box.select();
    });
    scroll.addEventListener("dblclick", (event) => { if (spotOf(event) && !this.typing) this.#open("inside"); });
    scroll.addEventListener("copy", (event) => {
      if (this.typing || !event.clipboardData) return;
      const { top, bottom, left, right } = this.#corners;
      event.clipboardData.setData("text/plain", linesOf(this.rows.rows.slice(top, bottom + 1), this.#columns(left, right)));
      event.preventDefault();
    });
    scroll.addEventListener("paste", (event) => this.#paste(event));
    this.#button("erase").addEventListener("click", () => this.#erase());
    this.#button("unread").addEventListener("click", () => this.#toUnread());
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const spot = spotOf(event);
    if (!spot || event.button !== 0 || event.target === this.box) return;
    if (event.pointerType === "mouse") event.preventDefault(); // the focus stays with the grid
    this.#commit();
    this.scroll.focus({ preventScroll: true });
    this.leaving = false;
    this.began = undefined;
    this.#go(spot.row, spot.column, event.shiftKey);
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const block = blockOf(text);
    if (!this.rows || (this.typing && block.length === 1 && block[0].length === 1)) return; // for the box itself
    event.preventDefault();
    if (this.typing) this.#close();
    const { top: row, left } = this.#corners;
    const columns = this.#columns(left, LABEL);
    const typed = block.flatMap((cells, down) => cells.slice(0, columns.length)
      .map((cell, right) => ({ place: row + down, column: columns[right], text: cell })));
    if (typed.length === 0) return;
    this.#type(typed);
    if (block.some((cells) => cells.length > columns.length)) {
      this.rows.problem = "What was pasted has more columns than there are here from this cell on; the others were left out.";
    }
    this.from = { row, column: columns[0] };
    const widest = Math.max(...block.map(({ length }) => length));
    this.#go(row + block.length - 1, columns[Math.min(widest, columns.length) - 1], true);
  }

  #toUnread() {
    const all = this.rows.rows;
    const row = all.findIndex(({ whys }) => Object.keys(whys).length > 0);
    if (row < 0) return;
    this.scroll.focus({ preventScroll: true });
    this.#go(row, Number(Object.keys(all[row].whys)[0]));
  }

  close() {
    window.removeEventListener("keydown", this.onPast, true);
    this.stays();
    this.outbox.close(this);
  }
}

export default componentOf(Grid);
