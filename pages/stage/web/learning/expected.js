// @ts-check
/**
 * Has somebody draw the curve of J that is to come, with mouse or finger or by a few typed values, and then plays the
 * run beside it. Meanwhile the stage holds no later step, and what would go to one does nothing.
 */

import { find, put } from "../core/elements.js";
import { typedNumber } from "../core/typed_numbers.js";

const LONGEST_PLAY = 12; // seconds, the longest that a run beside its drawing plays
const LEAST = 1e-300; // what a log axis has in place of 0

/** @typedef {import("../core/columns.js").Point} Point */

/**
 * Draw from one place to another: each column between them gets a value, and where there is none between, the one that
 * is nearest to the end. The first, the step on screen, has its own.
 * @param {number[]} columns the steps that have a value
 * @param {(number | undefined)[]} values of these columns; changed in place
 * @param {Point} from a step, which may be between two, and J there
 * @param {Point} to
 * @param {number} largest J
 */
export function drawBetween(columns, values, [x0, y0], [x1, y1], largest) {
  /** @param {number} J */
  const inside = (J) => Math.min(Math.max(J, 0), largest);
  let nearest = 1;
  for (let i = 1; i < columns.length; i += 1) {
    const x = columns[i];
    if (Math.abs(x - x1) < Math.abs(columns[nearest] - x1)) nearest = i;
    if (x < Math.min(x0, x1) || x > Math.max(x0, x1)) continue;
    values[i] = inside(x0 === x1 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0));
  }
  const beside = columns.length > 2 ? Math.abs(columns[2] - columns[1]) : Infinity;
  if (Math.abs(columns[nearest] - x1) <= beside) values[nearest] = inside(y1);
}

/**
 * Return the points of a drawing, those columns that have a value.
 * @param {number[]} columns
 * @param {(number | undefined)[]} values
 * @returns {Point[]}
 */
export function drawnPoints(columns, values) {
  return columns.flatMap((step, i) => {
    const J = values[i];
    return J === undefined ? [] : [/** @type {Point} */ ([step, J])];
  });
}

export class Expected {
  /** @param {any} stage the Lab's */
  constructor(stage) {
    this.stage = stage;
    /** @type {(number | undefined)[]} of each column, as far as it is drawn */
    this.values = [];
    /** @type {HTMLInputElement[]} */
    this.fields = [];
    /** @type {Point | undefined} where the pointer is that draws */
    this.at = undefined;
    this.key = "";
    this.runs = this.byKeys = false;
    const { sheet, sheetFields } = stage.slots;
    /** @type {(name: string, act: (event: any) => void) => void} */
    const on = (name, act) => sheet.addEventListener(name, act);
    on("pointerdown", (event) => this.#down(event));
    on("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) on(name, () => { this.at = undefined; });
    sheetFields.addEventListener("input", () => this.#typed());
    sheetFields.addEventListener("keydown", (/** @type {KeyboardEvent} */ { key }) => { if (key === "Enter") this.#compare(); });
  }

  /** @returns {import("../stage/payload.js").Sheet | undefined} */
  get sheet() {
    return this.stage.payload?.header.sheet;
  }

  /** Put what there is to draw on, or what was drawn, in its place. */
  fill() {
    const { stage, sheet, stage: { slots, header: { drawn } } } = this;
    const key = sheet ? `${sheet.columns[0]} ${sheet.columns[sheet.columns.length - 1]} ${(stage.payload.columns.F ?? stage.payload.columns.J).values[stage.row]}` : "";
    if (sheet && key !== this.key) this.#begin(sheet);
    this.key = key;
    stage.root.toggleAttribute("data-draws", sheet !== undefined);
    stage.root.toggleAttribute("data-drew", drawn !== undefined);
    slots.asked.hidden = slots.sheet.hidden = slots.sheetActs.hidden = !sheet;
    if (drawn) stage.write("verdict", drawn.says);
    slots.drawWord.textContent = drawn ? "Erase" : "Draw";
    slots.drawMore.textContent = drawn ? " your curve" : " what you expect";
    slots.draw.ariaLabel = `${slots.drawWord.textContent}${slots.drawMore.textContent}`; // also where there is room for one word
    if (sheet) return;
    if (drawn && this.runs) queueMicrotask(() => this.#run()); // once the stage has all of it
    this.runs = false;
  }

  /** @param {import("../stage/payload.js").Sheet} sheet */
  #begin({ words, columns, fields }) {
    const { stage, stage: { slots } } = this;
    this.values = columns.map(() => undefined);
    stage.write("sheetWords", words);
    slots.sheetFields.replaceChildren(...fields.map(({ step, label }) => {
      const input = Object.assign(document.createElement("input"), { type: "text", inputMode: "decimal", autocomplete: "off" });
      input.dataset.step = String(step);
      const around = document.createElement("label");
      around.append(label, input);
      return around;
    }));
    this.fields = [...slots.sheetFields.querySelectorAll("input")];
    this.#show();
    if (this.byKeys) queueMicrotask(() => this.fields[0]?.focus());
    this.byKeys = false;
  }

  /** The step on screen is another one, or the same anew: show what can be done there; return whether it says anything. */
  shown() {
    const { stage, sheet, stage: { slots, payload: { header } } } = this;
    const t = stage.payload.steps[stage.row];
    const { steps, asked, drawn } = header;
    if (sheet) for (const name of ["reset", "back", "play", "step"]) put(stage.button(name), "disabled", true);
    else if (!header.predict) for (const name of ["play", "step"]) put(stage.button(name), "disabled", false);
    put(slots.scrub, "disabled", sheet !== undefined);
    put(slots.t, "disabled", sheet !== undefined);
    put(slots.draw, "hidden", Boolean(sheet || (!header.predict && !drawn && (t >= steps || steps < asked))));
    slots.draw.style.visibility = header.predict ? "hidden" : ""; // its room stays, so that nothing moves
    const says = Boolean(drawn && t >= drawn.last && !stage.playing);
    put(slots.verdict, "hidden", !says);
    return says;
  }

  /** What a screen reader is told of it. */
  get words() {
    const { verdict } = this.stage.slots;
    return verdict.hidden ? "" : verdict.textContent;
  }

  /** @returns {Record<string, (() => void) | false | undefined>} */
  get acts() {
    const { stage, sheet } = this;
    if (!sheet) return { draw: () => this.#ask() };
    const [compare, giveUp] = [() => this.#compare(), () => stage.report({ draw: false })];
    const none = Object.fromEntries(["reset", "back", "step", "backward", "next", "cover"].map((name) => [name, () => {}]));
    return { ...none, play: compare, onward: compare, compare, giveUp, leave: giveUp }; // no key scrolls the page meanwhile
  }

  #ask() {
    const { stage, stage: { slots, header } } = this;
    if (!header.drawn) this.byKeys = slots.draw.matches(":focus-visible");
    stage.pause(false);
    stage.report({ draw: !header.drawn });
  }

  #compare() {
    const { curve, stage } = this;
    if (curve.length < 2) return;
    this.runs = true;
    stage.report({ drawn: curve.flat() });
  }

  #run() {
    const { stage } = this;
    const ahead = stage.payload.header.steps - stage.here();
    if (stage.speed !== "fast" && ahead / Number(stage.speed) > LONGEST_PLAY) stage.chooseSpeed("fast");
    stage.play();
  }

  // ---------------------------------------------------------------------------------------------------- the drawing
  /**
   * What there is of the curve, from the step on screen on.
   * @returns {Point[]}
   */
  get curve() {
    const { sheet, stage, fields } = this;
    if (!sheet) return [];
    const typed = fields.flatMap((field) => {
      const J = typedNumber(field.value).value;
      return J === undefined || J < 0 || J > sheet.largest ? [] : [/** @type {Point} */ ([Number(field.dataset.step), J])];
    });
    const ahead = typed.length ? typed : drawnPoints(sheet.columns, this.values);
    return [[sheet.columns[0], (stage.payload.columns.F ?? stage.payload.columns.J).values[stage.row]], ...ahead];
  }

  // Typed values take the place of what was drawn.
  #typed() {
    const { sheet } = this;
    if (sheet) this.values = sheet.columns.map(() => undefined);
    this.#show();
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0 || !event.isPrimary || !this.sheet) return;
    event.preventDefault();
    this.stage.slots.sheet.setPointerCapture(event.pointerId);
    for (const field of this.fields) field.value = "";
    this.#draw(event);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (!this.at || !event.isPrimary) return;
    for (const each of event.getCoalescedEvents?.() ?? []) this.#draw(each);
    this.#draw(event);
  }

  /** @param {PointerEvent} event */
  #draw({ clientX, clientY }) {
    const { sheet, stage: { scene } } = this;
    if (!sheet || !scene) return;
    const { left, top } = scene.curve.getBoundingClientRect();
    const { xaxis, yaxis } = scene.curve._fullLayout;
    const to = /** @type {Point} */ ([xaxis.p2d(clientX - left - xaxis._offset), yaxis.p2d(clientY - top - yaxis._offset)]);
    drawBetween(sheet.columns, this.values, this.at ?? to, to, sheet.largest);
    this.at = to;
    this.#show();
  }

  #show() {
    put(this.stage.button("compare"), "disabled", this.curve.length < 2);
    this.place();
  }

  /** Lay the drawing over the picture's axes, wherever these are now. */
  place() {
    const { sheet, stage: { scene, slots: { sheet: over, stroke, ahead } } } = this;
    if (!sheet || !scene?.curve._fullLayout) return;
    const { xaxis, yaxis } = scene.curve._fullLayout;
    const box = find(over, "svg");
    Object.assign(box.style, { left: `${xaxis._offset}px`, top: `${yaxis._offset}px`, width: `${xaxis._length}px`, height: `${yaxis._length}px` });
    const [from, to] = [sheet.columns[0], sheet.columns[sheet.columns.length - 1]].map((step) => xaxis.d2p(step));
    ahead.setAttribute("d", `M${from},0H${to}V${yaxis._length}H${from}Z`);
    const points = this.curve.map(([step, J]) => `${xaxis.d2p(step).toFixed(1)},${yaxis.d2p(Math.max(J, LEAST)).toFixed(1)}`);
    stroke.setAttribute("d", points.length > 1 ? `M${points.join("L")}` : "");
  }
}
