// @ts-check
/**
 * The table's rows as they will be once Python has taken in all that was typed: its points, what was typed over them,
 * and what is only text so far, as half a row or what is no number. Text stays where it was typed until it is replaced.
 */

import { LABEL, SECOND, fullText, readCell } from "./reading.js";

/** @typedef {[number, number, number]} Values x1, x2 and the label */

/**
 * A row that is no point yet. at : how many points stand before it.
 * @typedef {{ at: number, texts: string[] }} Draft
 */

/**
 * Text in cells of a point that can't be read. seen : the point that it was typed over.
 * @typedef {{ row: number, seen: Values, texts: Record<number, string> }} Unread
 */

/**
 * A row of the table: a point with its number from 0, or a draft, or neither at the end. whys : by column.
 * @typedef {{ point?: number, draft?: Draft, values?: Values, texts: string[], whys: Record<number, string> }} Row
 */

/** @typedef {{ row: number, seen: Values, cells: Record<number, number> }} Put */

/**
 * One change: points typed over and points added, or points erased, or a step in the history.
 * @typedef {{ puts?: Put[], adds?: Values[], erase?: number[], undo?: true, redo?: true, number?: number }} Change
 */

/** @typedef {{ place: number, column: number, text: string }} Typed */

export const MOVED = "A point had changed before the table could change it, so it was left alone. Please try again.";

/**
 * Return the points after changes.
 * @param {Values[]} points
 * @param {Change[]} changes
 */
export function afterChanges(points, changes) {
  let there = points;
  for (const { puts = [], adds = [], erase } of changes) {
    if (erase) {
      const gone = new Set(erase);
      there = there.filter((_, row) => !gone.has(row));
    } else {
      there = [...there, ...adds];
      for (const { row, cells } of puts) if (there[row]) there[row] = withCells(there[row], cells);
    }
  }
  return there;
}

/**
 * @param {Values} values
 * @param {Record<number, number>} cells
 * @returns {Values}
 */
function withCells(values, cells) {
  return /** @type {Values} */ (values.map((value, column) => cells[column] ?? value));
}

/**
 * @param {Values} one
 * @param {Values | undefined} other
 */
function same(one, other) {
  return other !== undefined && one.every((value, column) => value === other[column]);
}

/** What is typed into a table of one drawing. */
export class Rows {
  /**
   * @param {Pick<import("../core/outbox.js").Outbox, "report" | "unacknowledgedBy">} outbox
   * @param {Pick<import("./payload.js").GridHeader, "classes" | "largest" | "most" | "titles">} header
   */
  constructor(outbox, header) {
    this.outbox = outbox;
    this.header = header;
    /** @type {Values[]} Python's */
    this.points = [];
    /** @type {Change[]} */
    this.sent = [];
    /** @type {Change[]} */
    this.waiting = [];
    /** @type {Draft[]} in their order */
    this.drafts = [];
    /** @type {Unread[]} */
    this.unread = [];
    this.problem = ""; // what is to be said of the last change
  }

  /** Return the points with all that was typed. */
  get now() {
    return afterChanges(this.points, [...this.sent, ...this.waiting]);
  }

  /**
   * Return all rows in their order, the last of them empty.
   * @returns {Row[]}
   */
  get rows() {
    const { now } = this;
    const unread = new Map(this.unread.map((each) => [each.row, each.texts]));
    /** @type {Row[]} */
    const rows = [];
    let next = 0;
    for (let point = 0; point <= now.length; point += 1) {
      for (; next < this.drafts.length && (this.drafts[next].at <= point || point === now.length); next += 1) {
        const draft = this.drafts[next];
        rows.push({ draft, texts: draft.texts, whys: this.#whysOf(draft.texts, (text) => text.trim() !== "") });
      }
      if (point < now.length) rows.push(this.#pointRow(point, now[point], unread.get(point)));
    }
    return [...rows, { texts: ["", "", ""], whys: {} }];
  }

  /**
   * @param {number} point
   * @param {Values} values
   * @param {Record<number, string>} [typed]
   * @returns {Row}
   */
  #pointRow(point, values, typed) {
    if (!typed) return { point, values, texts: [], whys: {} };
    const texts = values.map((value, column) => typed[column] ?? fullText(value));
    return { point, values, texts, whys: this.#whysOf(texts, (_, column) => typed[column] !== undefined) };
  }

  /**
   * @param {string[]} texts
   * @param {(text: string, column: number) => boolean} counts
   */
  #whysOf(texts, counts) {
    /** @type {Record<number, string>} */
    const whys = {};
    texts.forEach((text, column) => {
      const why = counts(text, column) ? readCell(text, column, this.header).why : undefined;
      if (why) whys[column] = why;
    });
    return whys;
  }

  /**
   * Take Python's answer: its points, with all changes in them up to the report called `acknowledged`.
   * @param {Values[]} points
   * @param {string} acknowledged
   */
  receive(points, acknowledged) {
    this.points = points;
    const open = this.outbox.unacknowledgedBy(acknowledged);
    this.sent = this.sent.filter(({ number }) => number !== undefined && open.has(number));
    this.#flush();
    const { now } = this;
    this.unread = this.unread.flatMap((each) => { // what was changed elsewhere may stand in another row
      const row = same(each.seen, now[each.row]) ? each.row : now.findIndex((values) => same(each.seen, values));
      return row < 0 ? [] : [{ ...each, row }];
    });
    for (const draft of this.drafts) draft.at = Math.min(draft.at, now.length);
  }

  /**
   * Type into cells, as one change: what can be read becomes part of the points, the rest stays as text.
   * @param {Typed[]} typed
   */
  type(typed) {
    const { rows } = this;
    const { most } = this.header;
    const last = Math.max(...typed.map(({ place }) => place));
    if (last >= most && last > rows.length - 2) {
      this.problem = `The table holds up to ${most.toLocaleString("en-US")} points; nothing was taken in.`;
      return;
    }
    this.problem = "";
    /** @type {Map<number, Record<number, string>>} */
    const places = new Map();
    for (const { place, column, text } of typed) places.set(place, { ...places.get(place), [column]: text });
    /** @type {Put[]} */
    const puts = [];
    const count = this.now.length;
    for (const [place, texts] of [...places].sort(([one], [other]) => one - other)) {
      const row = place < rows.length - 1 ? rows[place] : undefined;
      if (row?.point !== undefined && row.values) puts.push(...this.#typeOver(row.point, row.values, texts));
      else this.#draft(row?.draft, count, texts);
    }
    const complete = this.drafts.map((draft) => draft.texts.map((text, column) => readCell(text, column, this.header).value))
      .map((values) => (values.every((value) => value !== undefined) ? /** @type {Values} */ (values) : undefined));
    const adds = complete.filter((values) => values !== undefined);
    let before = count;
    this.drafts = this.drafts.filter((draft, which) => {
      if (complete[which]) before += 1;
      else if (draft.at >= count) draft.at = before; // it stays below what became a point above it
      return !complete[which] && this.#holds(draft);
    });
    if (puts.length + adds.length > 0) this.make({ puts, adds });
  }

  /**
   * @param {number} row
   * @param {Values} values
   * @param {Record<number, string>} texts
   * @returns {Put[]}
   */
  #typeOver(row, values, texts) {
    /** @type {Record<number, number>} */
    const cells = {};
    const kept = { ...this.unread.find((each) => each.row === row)?.texts };
    for (const [at, text] of Object.entries(texts)) {
      const column = Number(at);
      const { value } = readCell(text, column, this.header);
      if (value === undefined) kept[column] = text;
      else {
        delete kept[column];
        if (value !== values[column]) cells[column] = value;
      }
    }
    this.unread = this.unread.filter((each) => each.row !== row);
    if (Object.keys(kept).length) this.unread.push({ row, seen: withCells(values, cells), texts: kept });
    return Object.keys(cells).length ? [{ row, seen: values, cells }] : [];
  }

  /**
   * @param {Draft | undefined} draft
   * @param {number} count
   * @param {Record<number, string>} texts
   */
  #draft(draft, count, texts) {
    if (!draft) {
      draft = { at: count, texts: ["", this.header.titles.length === 1 ? "0" : "", ""] };
      this.drafts.push(draft);
    }
    for (const [column, text] of Object.entries(texts)) draft.texts[Number(column)] = text.trim() === "" ? "" : text;
  }

  /**
   * Return whether anything was typed into a row that is no point yet.
   * @param {Draft} draft
   */
  #holds({ texts }) {
    return texts.some((text, column) => text !== "" && (column !== SECOND || this.header.titles.length > 1));
  }

  /**
   * Forget the text in a cell that could not be read; return whether there was any.
   * @param {number} place
   * @param {number} column
   */
  revert(place, column) {
    const row = this.rows[place];
    if (!row?.whys[column]) return false;
    if (row.draft) {
      row.draft.texts[column] = "";
      this.drafts = this.drafts.filter((draft) => this.#holds(draft));
    }
    for (const each of this.unread) if (each.row === row.point) delete each.texts[column];
    this.unread = this.unread.filter(({ texts }) => Object.keys(texts).length > 0);
    return true;
  }

  /**
   * Erase rows, as one change.
   * @param {number[]} places
   */
  erase(places) {
    const rows = places.map((place) => this.rows[place]).filter((row) => row !== undefined);
    const drafts = new Set(rows.map(({ draft }) => draft));
    const erase = rows.flatMap(({ point }) => (point === undefined ? [] : [point]));
    const gone = new Set(erase);
    this.problem = "";
    this.drafts = this.drafts.filter((draft) => !drafts.has(draft));
    for (const draft of this.drafts) draft.at -= erase.filter((point) => point < draft.at).length;
    this.unread = this.unread.filter(({ row }) => !gone.has(row));
    for (const each of this.unread) each.row -= erase.filter((point) => point < each.row).length;
    if (erase.length) this.make({ erase });
  }

  /** @param {Change} change */
  make(change) {
    this.waiting.push(change);
    this.#flush();
  }

  // After an undo it is not known what stands in a row until Python has answered: what was typed then waits.
  #flush() {
    while (this.waiting.length > 0 && !this.sent.some(({ undo, redo }) => undo || redo)) {
      const change = /** @type {Change} */ (this.waiting.shift());
      const there = afterChanges(this.points, this.sent);
      if (change.puts?.some(({ row, seen }) => !same(seen, there[row])) || change.erase?.some((row) => !there[row])) {
        this.problem = MOVED;
        continue;
      }
      this.sent.push({ ...change, number: this.outbox.report(undefined, requestOf(change, there)) });
    }
  }
}

/**
 * Return what Python is asked for; pages/parts/data/table_panel.py says what each entry is.
 * @param {Change} change
 * @param {Values[]} there
 * @returns {Record<string, any>}
 */
function requestOf({ puts = [], adds = [], erase, undo, redo }, there) {
  if (undo) return { undo };
  if (redo) return { redo };
  const rows = erase ?? puts.map(({ row }) => row);
  const named = {
    rows,
    from1: rows.map((row) => there[row][0]),
    from2: rows.map((row) => there[row][1]),
    from_y: rows.map((row) => there[row][LABEL]),
  };
  if (erase) return { erase: true, ...named };
  const to = puts.map(({ row, cells }) => withCells(there[row], cells));
  return {
    ...named,
    x1: [...to, ...adds].map((values) => values[0]),
    x2: [...to, ...adds].map((values) => values[1]),
    y: [...to, ...adds].map((values) => values[LABEL]),
  };
}
