// @ts-check
/**
 * Asks what the next step does before it is made: the gate in the why line's place. Which question, what its answers are
 * called and what is said of a guess come from Python; the right answer only after the guess.
 */

import { put } from "../core/elements.js";

const MOST_KEYS = 3; // of answers chosen by a digit

export class Predict {
  /** @param {import("../stage/lab.js").LabStage} lab */
  constructor(lab) {
    this.lab = lab;
    /** @type {HTMLElement} */
    this.gate = lab.slots.gate;
    this.step = lab.button("step");
    this.play = lab.button("play");
    this.switch = lab.button("predict");
    /** @type {Record<string, string>} the answer chosen to each kind of question */
    this.chosen = {};
    /** @type {string | undefined} the gate that stands there, as JSON */
    this.drawnAs = undefined;
    /** @type {import("../stage/payload.js").GateHeader | undefined} the gate whose guess is on its way */
    this.sent = undefined;
    this.aboutRates = false;
    this.gate.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement) this.#choose(target.name, target.value);
    });
    this.gate.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === "number") this.#choose(target.name, target.value);
    });
    this.gate.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @returns {import("../stage/payload.js").GateHeader | undefined} */
  get header() {
    return this.lab.payload?.header.predict;
  }

  get on() {
    return this.header !== undefined;
  }

  /** Whether the gate speaks of the step on screen, and a guess can be made or a verdict left. */
  get ready() {
    const { header, lab } = this;
    return header !== undefined && header !== this.sent && header.t === lab.payload.steps[lab.row];
  }

  get answered() {
    return this.header?.questions.every(({ kind }) => this.chosen[kind]) ?? false;
  }

  /**
   * What is ringed besides the picked example: the answer that was clicked.
   * @returns {number[] | undefined}
   */
  get ringed() {
    if (!this.on) return undefined;
    return this.chosen.pull ? [Number(this.chosen.pull)] : [];
  }

  /** @returns {Record<string, (() => void) | false | undefined>} what buttons and keys do */
  get acts() {
    const { lab, on } = this;
    /** @type {Record<string, (() => void) | false>} */
    const acts = {
      predict: () => {
        lab.pause(false);
        if (!on) this.#keepRooms();
        lab.report({ predict: !on });
      },
    };
    if (!on) return acts;
    for (let i = 0; i < MOST_KEYS; i += 1) acts[`answer${i + 1}`] = this.#byDigit(i);
    return { ...acts, play: false, commit: () => lab.everyStep.step() };
  }

  /** Have what stands below the lines that are shorter now stay where it is. */
  #keepRooms() {
    for (const name of ["sentence", "strip"]) {
      this.lab.root.style.setProperty(`--${name}-room`, `${this.lab.slots[name].getBoundingClientRect().height}px`);
    }
  }

  /** Put what Python has sent in its place. */
  fill() {
    const { header, gate, lab } = this;
    const as = JSON.stringify(header);
    const aboutRates = header?.questions[0]?.kind === "rates";
    if (this.aboutRates && !aboutRates) lab.rate.forget();
    this.aboutRates = aboutRates;
    gate.hidden = header === undefined;
    lab.root.toggleAttribute("data-predicts", header !== undefined);
    this.step.classList.toggle("next", header !== undefined);
    this.switch.setAttribute("aria-checked", String(this.on));
    if (as === this.drawnAs) return;
    this.drawnAs = as;
    this.chosen = {};
    gate.replaceChildren(...(header ? this.#parts(header) : []));
  }

  /**
   * @param {import("../stage/payload.js").GateHeader} header
   * @returns {HTMLElement[]}
   */
  #parts({ text, questions, told, count }) {
    const says = made("p", "asks");
    if (told) says.innerHTML = told;
    else {
      if (text) says.append(made("span", "before", text));
      says.append(...questions.map((question) => this.#question(question)));
    }
    says.classList.toggle("told", !questions.length);
    return [says, made("span", "count", count)];
  }

  /**
   * @param {import("../stage/payload.js").QuestionHeader} question
   * @returns {HTMLElement}
   */
  #question({ kind, text, answers }) {
    const group = made("span", "question");
    const label = made("span", "text");
    label.innerHTML = text;
    label.id = `gate-${kind}`;
    group.setAttribute("role", answers.length ? "radiogroup" : "group");
    group.setAttribute("aria-labelledby", label.id);
    group.append(label, answers.length ? made("span", "segments") : numberBox(kind, label.id));
    for (const { value, text: says } of answers) {
      const segment = made("label", "segment");
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name: kind, value });
      segment.append(input, made("span", "", says));
      group.lastElementChild?.append(segment);
    }
    return group;
  }

  /** Show what can be done at the step on screen. */
  drawn() {
    const { header, step, play } = this;
    const says = header?.step ?? "Step";
    put(this.lab.slots.stepWord, "textContent", says);
    if (step.ariaLabel !== says) step.setAttribute("aria-label", says);
    put(this.gate, "inert", !this.ready); // what asks of another step takes no answer
    if (!header) return; // whether they can be pressed is not Predict's to say then
    put(step, "disabled", !(this.ready && this.answered));
    put(play, "disabled", true);
  }

  /**
   * Commit the guess, or go on to the next question; where nothing is asked, make the step.
   * @param {() => void} step
   */
  go(step) {
    const { header, lab, gate } = this;
    if (!header || !this.ready || !this.answered) return;
    if (gate.contains(document.activeElement)) lab.controls.focus.take();
    if (!header.told && !header.questions.length) {
      step();
      return;
    }
    this.sent = header;
    this.drawn();
    const guess = header.questions.map(({ kind }) => [kind, this.chosen[kind]]);
    lab.report(header.told ? { ask: true } : { guess });
  }

  /**
   * Take a clicked point as the answer, where one is asked for; return whether it was.
   * @param {number | undefined} example from 1
   */
  clicked(example) {
    const box = /** @type {HTMLInputElement | null} */ (this.gate.querySelector("input[type=number]"));
    if (!box) return false;
    if (example) {
      box.value = String(example);
      this.#choose(box.name, box.value);
    }
    return true;
  }

  /**
   * @param {string} kind
   * @param {string} value
   */
  #choose(kind, value) {
    this.chosen[kind] = value;
    this.drawn();
    this.lab.scene?.rings.ring(this.ringed ?? [], this.lab.scene);
  }

  /**
   * Choose by a digit: of two questions the first one that is open, then the second.
   * @param {number} at
   */
  #byDigit(at) {
    const { questions = [] } = this.header ?? {};
    const question = questions.find(({ kind }) => !this.chosen[kind]) ?? questions.at(-1);
    const answer = question?.answers[at];
    return answer !== undefined && (() => {
      const input = /** @type {HTMLInputElement} */ (this.gate.querySelector(`[name="${question?.kind}"][value="${answer.value}"]`));
      input.checked = true;
      this.#choose(input.name, input.value);
    });
  }

  /** @param {KeyboardEvent} event in the gate, whose radios have the arrows */
  #key(event) {
    const { key, target } = event;
    const digit = Number(key);
    const typed = target instanceof HTMLInputElement && target.type === "number";
    if (key === "Enter" && !event.repeat) this.lab.everyStep.step();
    else if (!typed && digit >= 1 && digit <= MOST_KEYS) {
      const choose = this.acts[`answer${digit}`];
      if (choose) choose();
    } else return;
    event.preventDefault();
  }
}

/**
 * @param {string} tag
 * @param {string} name of its class
 * @param {string} [text]
 */
function made(tag, name, text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}

/**
 * @param {string} name
 * @param {string} label the id of its label
 */
function numberBox(name, label) {
  const input = document.createElement("input");
  Object.assign(input, { type: "number", name, min: "1", step: "1", inputMode: "numeric" });
  input.setAttribute("aria-labelledby", label);
  return input;
}
