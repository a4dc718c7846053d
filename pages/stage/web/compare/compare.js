// @ts-check
/** The stage of the Compare page: two pictures of all lanes above the transport, and their table under it. */

import { pairs } from "../core/columns.js";
import { closest, find, findPlot, press, put } from "../core/elements.js";
import { componentOf } from "../core/mount.js";
import { typedNumber } from "../core/typed_numbers.js";
import { withLists } from "../draw/figure_columns.js";
import { expectPlotly, loadPlotly } from "../draw/plotting.js";
import { Stage } from "../stage/stage.js";
import { LanePicture } from "./lane_picture.js";

const STRONG_FOR_A_CLASS = 3; // lanes, at most

/** @typedef {Omit<import("../stage/payload.js").StageHeader, "rates"> & import("./payload.js").CompareHeader} CompareHeader */
/** @typedef {"left" | "right" | "over"} Side */

/** @type {Side[]} */
const SIDES = ["left", "right", "over"];

class CompareStage extends Stage {
  /**
   * @param {HTMLElement} root
   * @param {(name: string, value: unknown) => void} send
   * @param {import("../core/mount.js").Served} served
   */
  constructor(root, send, served) {
    super(root, send, served);
    expectPlotly(served.plotly);
    /** @type {Record<string, string>} which pictures are chosen */
    this.chosen = {};
    /** @type {string | undefined} the number of the command that they were last told with */
    this.ordered = undefined;
    /** @type {LanePicture[]} left and right, once they are there */
    this.pictures = [];
    root.addEventListener("change", (event) => this.#changed(event));
    root.addEventListener("keydown", (event) => {
      if (event.key === "Enter") closest(event, ".lane-table input")?.blur(); // the keys play again
    });
    root.addEventListener("click", (event) => {
      const asks = closest(event, ".presets [data-request]");
      if (asks) closeMenu(asks);
    });
    root.addEventListener("focusout", () => { if (this.pictures.length) this.#showRates(this.payload.steps[this.row]); });
  }

  /** @returns {CompareHeader} */
  get header() {
    return super.header;
  }

  fill() {
    const { header, slots } = this;
    this.write("heading", header.heading);
    if (this.ordered !== header.command.number) { // later payloads answer what was chosen here
      this.ordered = header.command.number;
      SIDES.forEach((side, i) => { this.chosen[side] = header.pictures[i] ?? ""; });
    }
    this.#fillTable(header.lane_table);
    for (const side of SIDES) {
      const choices = header[side];
      this.write(side, choices.map(({ value, words }) => `<button type="button" data-${side}="${value}" aria-pressed="false">${words}</button>`).join(""));
      if (!choices.some(({ value }) => value === this.chosen[side])) this.chosen[side] = choices[0].value;
      slots[side].hidden = choices.length < 2;
    }
    [slots.legend0.textContent, slots.legend1.textContent] = header.legend;
    this.#showChoices();
  }

  /**
   * Write the table anew, but keep a box that somebody types into.
   * @param {string} html
   */
  #fillTable(html) {
    const typing = document.activeElement?.closest("[data-lane][data-change]");
    const before = typing instanceof HTMLInputElement && this.slots.table.contains(typing) ? typing : undefined;
    const { value } = before ?? {};
    const open = [...this.slots.table.querySelectorAll("[data-settings]:not([hidden])")].map((row) => row.getAttribute("data-settings"));
    const menus = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (this.slots.table.querySelectorAll("details"));
    const opened = [...menus()].map((menu) => menu.open);
    this.write("table", html);
    menus().forEach((menu, i) => { menu.open = opened[i] ?? false; }); // but for those that have served: #changed
    for (const row of this.slots.table.querySelectorAll("[data-settings]")) this.#open(row, open.includes(row.getAttribute("data-settings")));
    if (!before || before.isConnected) return;
    const { lane, change, within } = before.dataset;
    const same = [...this.slots.table.querySelectorAll(`[data-lane="${lane}"][data-change="${change}"]`)].find((each) => each instanceof HTMLInputElement && each.dataset.within === within);
    if (!(same instanceof HTMLInputElement)) return;
    same.value = value ?? same.value;
    same.focus();
  }

  /**
   * @param {Element} row
   * @param {boolean} shown
   */
  #open(row, shown) {
    row.toggleAttribute("hidden", !shown);
    const lane = row.getAttribute("data-settings");
    this.slots.table.querySelector(`[data-opens-lane="${lane}"]`)?.setAttribute("aria-expanded", String(shown));
  }

  #showChoices() {
    const { header, slots, chosen } = this;
    this.root.dataset.left = chosen.left;
    for (const side of SIDES) press(this.root, side, chosen[side]);
    /** @param {Side} side */
    const words = (side) => header[side].find(({ value }) => value === chosen[side]);
    slots.leftWord.innerHTML = words("left")?.title ?? "";
    slots.rightWord.innerHTML = words("right")?.title ?? "";
    slots.leftSays.innerHTML = words("left")?.says ?? "";
    slots.rightSays.innerHTML = words("right")?.says ?? "";
  }

  async open() {
    this.plotly = await loadPlotly(this.served.plotly);
    this.pictures = ["left", "right"].map((side) => {
      const over = /** @type {unknown} */ (this.slots[`${side}Lanes`]);
      return new LanePicture(findPlot(this.root, `[data-plot=${side}]`), /** @type {SVGSVGElement} */ (over), /** @type {Plotly} */ (this.plotly));
    });
    return this.pictures;
  }

  show() {
    const { header, payload: { columns } } = this;
    const how = {
      dark: this.dark ? header.dark : {},
      present: header.present,
      strong: header.present ? STRONG_FOR_A_CLASS : Infinity,
      row: this.row,
    };
    const names = [this.chosen.left, `${this.chosen.right} ${this.chosen.over}`];
    names.forEach((name, i) => {
      const figure = header.figures[name];
      const boundaries = name === "plane" ? header.lanes.map((_, k) => (/** @type {number} */ row) => pairs(columns[`line${k}`], row, [0, 1])) : [];
      this.pictures[i]?.show({ ...figure, data: withLists(figure.data, columns) }, header.lanes, boundaries, how);
    });
  }

  /** @param {number} row */
  drawAt(row) {
    this.#showRates(this.payload.steps[row]);
    for (const picture of this.pictures) picture.draw(row);
  }

  /** @param {HTMLElement} button */
  pressed({ dataset }) {
    const side = SIDES.find((each) => dataset[each] !== undefined);
    if (side) this.#choose(side, dataset[side] ?? "");
    else if (dataset.opensLane !== undefined) {
      const row = find(this.root, `[data-settings="${dataset.opensLane}"]`);
      this.#open(row, row.hasAttribute("hidden"));
    }
  }

  /**
   * @param {Side} side
   * @param {string} value
   */
  #choose(side, value) {
    this.chosen[side] = value;
    this.#showChoices();
    this.show();
    this.draw();
    this.report({ pictures: SIDES.map((each) => this.chosen[each]).join(",") });
  }

  /**
   * Take in what was typed or chosen in the table: something of a lane that is to be other, or of a copy of it.
   * @param {Event} event
   */
  #changed({ target }) {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    const { lane, change, kind, within, to, copy } = target.dataset;
    if (lane === undefined || change === undefined || target.value === "") return;
    const { value, why } = kind ? wanted(target.value, kind) : { value: to ?? target.value };
    this.slots.wrong.textContent = why ?? "";
    if (value === undefined) return;
    const said = within === undefined ? value : within.replace("{}", String(value));
    if (copy !== undefined) closeMenu(target);
    this.report({ lane: Number(lane), ...(copy === undefined ? {} : { copy: true }), change, to: said });
  }

  /** Show the rates in force at a step, but for one that somebody types. @param {number} t */
  #showRates(t) {
    this.header.lanes.forEach(({ rates }, k) => {
      const box = this.slots.table.querySelector(`input[data-rate="${k}"]`);
      const text = (rates.findLast(({ start }) => start <= t) ?? rates[0]).text;
      if (box instanceof HTMLInputElement && document.activeElement !== box) put(box, "value", text);
    });
  }

  close() {
    super.close();
    for (const picture of this.pictures) picture.close();
  }
}

/**
 * Close the menu that something was chosen in.
 * @param {Element} chosen
 */
function closeMenu(chosen) {
  chosen.closest("details")?.removeAttribute("open");
}

/**
 * Return what a box's text asks for, or why that is no number.
 * @param {string} text
 * @param {string} kind "number", or "batch": a number, or all
 * @returns {{ value?: number | string, why?: string }}
 */
function wanted(text, kind) {
  if (kind === "batch" && text.trim().toLowerCase() === "all") return { value: "all" };
  const { value, why } = typedNumber(text);
  return value === undefined ? { why } : { value };
}

export default componentOf(CompareStage);
