// @ts-check
/**
 * The stage owns the step on screen. It plays, scrubs and steps by itself and tells Python on pause, step and pick.
 * Each page's kind of stage adds what it draws; the transport, the fields and the outbox are the same on all.
 */

import { rowOf } from "../core/columns.js";
import { find, keepRoom, leaveOut, press, put, slotsOf, textOf } from "../core/elements.js";
import { Fields } from "../core/fields.js";
import { loadAgain, takeOver } from "../core/loading_again.js";
import { Component } from "../core/mount.js";
import { Outbox } from "../core/outbox.js";
import { fingerprint } from "../core/unpacking.js";
import { clickerActs } from "./clicker.js";
import { Controls } from "./controls.js";
import { sayOutcome } from "./outcome.js";
import { readPayload } from "./payload.js";
import { Player } from "./player.js";
import { Reveal } from "./reveal.js";

const REST = 300; // ms without a move until figures are drawn whole

/** What every kind of stage is. */
export class Stage extends Component {
  /**
   * @param {HTMLElement} root
   * @param {(name: string, value: unknown) => void} send
   * @param {import("../core/mount.js").Served} served
   */
  constructor(root, send, served) {
    super(root, send, served);
    this.outbox = Outbox.of("stage", this, () => loadAgain());
    /** @type {import("./payload.js").Payload} */
    this.payload = /** @type {any} */ (undefined); // until the first one is received
    /** @type {any} what the kind of stage draws with, once it is made */
    this.drawing = undefined;
    this.player = new Player(this);
    /** @type {number | undefined} a step that Python has yet to send */
    this.wanted = undefined;
    /** @type {string | undefined} the number of the last command */
    this.command = undefined;
    /** @type {string | undefined} */
    this.pathname = undefined;
    /** @type {boolean | undefined} */
    this.dark = undefined;
    /** @type {number | undefined} */
    this.rest = undefined;
    this.t = 0;
    this.row = 0;
    this.warm = false; // whether it was anywhere but at the start
    this.view = "loss";
    this.speed = "60";
    /** @type {number | undefined} the rate that was asked for, until it is in force */
    this.asked = undefined;
    this.fields = new Fields(root);
    this.slots = slotsOf(root);
    this.reveal = new Reveal(root, this.slots, () => {
      this.fields.find(this.payload);
      if (this.drawing) this.fields.write(this.row);
    }, () => this.revealed());
    this.controls = new Controls(this);
    const keeping = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-keeps-room]")]);
    for (const element of [this.slots.sentence, ...keeping]) keepRoom(element);
  }

  /**
   * Return the payload's header, with what it holds for this kind of stage.
   * @returns {any}
   */
  get header() {
    return this.payload.header;
  }

  // ------------------------------------------------------------------------------- what each kind of stage adds
  /** Put a payload's words in their places. */
  fill() {}

  /**
   * Make what draws, once; return a Plotly figure's scene, if there is one.
   * @returns {Promise<any>}
   */
  async open() { return undefined; }

  /** Bring what draws to a payload. */
  show() {}

  /**
   * Show a row; swift, where the next frame leaves it again.
   * @param {number} row
   * @param {boolean} swift
   */
  drawAt(row, swift) {}

  /**
   * Show what needs no drawing, at a row, while there is nothing yet to draw with.
   * @param {number} row
   */
  early(row) {}

  /** Somebody has factors revealed, or covered again. */
  revealed() {}

  /** All of a row is shown, and whether it is the last one is known. */
  drawn() {}

  /**
   * Return what buttons and keys do, by data-do.
   * @returns {Record<string, (() => void) | false | undefined>}
   */
  get acts() { return {}; }

  /**
   * Do what a button does that has no data-do.
   * @param {HTMLElement} button
   */
  pressed(button) {}

  /** @param {string} why */
  sayFailure(why) {
    this.slots.sentence.textContent = `The picture could not be drawn: ${why}. Reload the page.`;
  }

  close() {
    this.player.stop();
    clearTimeout(this.rest);
    this.outbox.close(this);
    this.controls.close();
    this.reveal.close();
  }

  /**
   * Show a payload from Python: other data, run, pick or theme. It never says which step is on screen but by a command.
   * @param {Uint8Array} bytes
   * @param {boolean} dark
   */
  async receive(bytes, dark) {
    const payload = readPayload(bytes);
    payload.id = fingerprint(bytes);
    const fresh = this.payload?.id !== payload.id;
    if (!fresh && this.dark === dark) return;
    const { header } = payload;
    const ordered = header.command.number !== this.command;
    const [session] = header.command.number.split("-");
    if (window.gradientStage && window.gradientStage.session !== session) {
      loadAgain(); // the server was restarted, and Streamlit has told it of an older moment
      return;
    }
    Object.assign(this.outbox, { identity: session, hasty: header.steps < header.asked });
    this.pathname ??= window.location.pathname;
    if (ordered) this.pause(false);
    Object.assign(this, { payload, dark });
    if (ordered) {
      this.command = header.command.number;
      this.wanted = undefined;
      this.t = header.command.t;
      this.view = header.command.view;
      this.speed = String(header.command.speed);
      const last = window.gradientStage; // a stage that is mounted again goes on where it was
      if (last?.number === this.command) ({ t: this.t, view: this.view, speed: this.speed } = last);
      else if (!this.drawing) this.outbox.forget();
    }
    if (this.wanted !== undefined && payload.steps[rowOf(payload.steps, this.wanted)] === this.wanted) {
      this.t = this.wanted;
      this.wanted = undefined;
    }
    this.#await(header);
    this.row = rowOf(payload.steps, this.t);
    this.#fill();
    if (!this.drawing) {
      this.fields.write(this.row); // numbers need no drawing library
      this.#showStep();
      this.early(this.row);
      const drawing = (await this.open()) ?? true;
      if (this.payload !== payload) return; // a later payload has taken over
      this.drawing ??= drawing;
    }
    this.show();
    this.draw(true);
    if (!this.playing) this.settle(false);
    if (this.root.dataset.ready !== "true") this.outbox.resume(this.here(), takeOver(window.gradientStage?.query));
    if (this.root.dataset.ready !== "true") this.controls.focus.open();
    this.root.dataset.ready = "true";
    for (const part of this.root.querySelectorAll("[inert]")) part.removeAttribute("inert");
  }

  /**
   * Wait for a step beyond those that are worked out so far, unless a run plays: that waits at the end.
   * @param {{ steps: number, asked: number }} header
   */
  #await({ steps, asked }) {
    if (!this.playing && this.t > steps) this.wanted ??= this.t;
    if (this.wanted !== undefined && this.wanted > asked) this.wanted = undefined;
    if (this.t <= steps) return;
    this.t = steps;
    if (this.playing) this.player.restart();
  }

  #fill() {
    const { header } = this.payload;
    const { slots } = this;
    this.write("sentence", header.sentence);
    sayOutcome(slots, header.outcome);
    slots.scrub.max = header.steps;
    slots.t.max = header.asked;
    this.#showSpeed();
    leaveOut(this.root, header.controls);
    this.root.dataset.present = String(header.present);
    const present = find(this.root, "[data-do=present]");
    present.setAttribute("aria-pressed", String(header.present));
    find(present, "span").textContent = header.present ? "Leave" : "Present";
    this.fill();
    this.controls.fill();
    this.reveal.fill({ ...header, present: header.present && !header.asks }); // one at a time, where no question comes first
    this.fields.find(this.payload);
  }

  /**
   * Write Python's HTML into a slot, where it is not there yet.
   * @param {string} name
   * @param {string} html
   */
  write(name, html) {
    const slot = this.slots[name];
    if (slot.dataset.html === html) return;
    slot.innerHTML = slot.dataset.html = html;
    slot.style.minHeight = "";
  }

  /**
   * Return the button that does something.
   * @param {string} name
   */
  button(name) {
    return /** @type {HTMLButtonElement} */ (find(this.root, `[data-do=${name}]`));
  }

  /**
   * Show the held step at or before this.t; swift, where there is no time to lose: Plotly then hears of it at rest.
   * @param {boolean} [swift]
   */
  draw(swift = false) {
    clearTimeout(this.rest);
    if (swift && !this.playing) this.rest = setTimeout(() => this.draw(), REST);
    this.row = rowOf(this.payload.steps, this.t);
    this.drawAt(this.row, swift);
    this.fields.write(this.row, swift && this.playing);
    this.#showStep();
  }

  // Where in the run the row on screen is.
  #showStep() {
    const { slots, payload: { steps, header } } = this;
    const t = steps[this.row];
    this.controls.fillIn.at(t);
    if (document.activeElement !== slots.t || this.playing) slots.t.value = t;
    slots.scrub.value = t;
    slots.scrub.style.setProperty("--done", `${header.steps ? (100 * t) / header.steps : 0}%`);
    slots.outcome.hidden = t < header.steps || this.playing;
    this.warm ||= t > 0 || this.playing; // for good: what waits for the first step stays
    const cold = header.cold && !this.warm;
    put(this.root.dataset, "cold", String(cold));
    document.documentElement.toggleAttribute("data-warm", !cold);
    for (const name of ["reset", "back"]) put(this.button(name), "disabled", t === 0 && !this.playing);
    this.drawn();
  }

  // ------------------------------------------------------------------------------------------------ transport
  /**
   * Go to a step. report : whether Python hears of it, as it does not while a hand drags.
   * @param {number} t
   * @param {{ report?: boolean }} how
   */
  goTo(t, { report = true } = {}) {
    const { header, steps } = this.payload;
    const target = Math.max(0, Math.min(report ? header.asked : header.steps, Math.round(t)));
    if (Number.isNaN(target)) return;
    this.pause(false);
    const row = rowOf(steps, target);
    if (steps[row] !== target) {
      if (!report) { this.t = steps[row]; this.draw(true); return; }
      this.wanted = target; // not held, or yet to come: Python sends this step and those around it
      this.report();
      return;
    }
    this.asked = this.wanted = undefined;
    this.t = target;
    this.row = row;
    if (report) this.report(); // Python works while the picture is drawn
    this.draw(true);
    if (report) this.settle(false);
  }

  here() {
    return this.wanted ?? this.payload.steps[this.row];
  }

  // The same, but for a step that is yet to be worked out: there, the one on screen.
  #near() {
    const { wanted } = this;
    return wanted !== undefined && wanted <= this.payload.header.steps ? wanted : this.payload.steps[this.row];
  }

  get playing() {
    return this.player.plays;
  }

  play() {
    const { header } = this.payload;
    if (this.playing || header.asked === 0) return;
    if (this.t >= header.asked) this.t = 0;
    this.wanted = undefined;
    this.player.start();
    this.#playButton(true);
  }

  /**
   * Stop playing.
   * @param {boolean} [report]
   */
  pause(report = true) {
    if (!this.playing) return;
    this.player.stop();
    this.#playButton(false);
    this.draw();
    this.t = this.payload.steps[this.row];
    if (report) this.settle();
  }

  /** @param {boolean} playing */
  #playButton(playing) {
    this.slots.playMark.textContent = playing ? "❚❚" : "▶";
    this.slots.playWord.textContent = playing ? "Pause" : "Play";
    find(this.root, "[data-do=play]").setAttribute("aria-label", playing ? "Pause" : "Play");
  }

  /**
   * Have the address, a screen reader and Python hear of the step: it stands still.
   * @param {boolean} [report]
   */
  settle(report = true) {
    const { slots } = this;
    const ended = this.here() >= this.payload.header.steps;
    const said = [slots.sentence, slots.verdict, slots.why].map((slot) => (slot && !slot.hidden ? textOf(slot).trim() : ""));
    const words = [...said, ended ? this.payload.header.outcome.text : ""].filter(Boolean).join(" ");
    if (slots.spoken.textContent !== words) slots.spoken.textContent = words;
    slots.outcome.hidden = !ended;
    this.drawn();
    this.writeAddress();
    if (report) this.report();
  }

  writeAddress() {
    const [t, view, speed] = [this.here(), this.view, this.speed];
    const query = this.payload.header.address.replace("{t}", String(t)).replace("{view}", view).replace("{speed}", speed);
    const { pathname = "", command = "" } = this;
    window.gradientStage = { session: this.outbox.identity ?? "", number: command, t, view, speed, pathname, query };
    this.outbox.address(query);
  }

  /**
   * Tell Python of the step on screen and of a request.
   * @param {Record<string, any>} [request]
   */
  report(request) {
    this.warm ||= request !== undefined;
    this.outbox.report(this.here(), request);
  }

  get everyStep() { return { back: () => this.goTo(this.#near() - 1), step: () => this.goTo(this.#near() + 1) }; }

  /**
   * Return what all buttons and keys do, by data-do; nothing for those that do nothing now.
   * @returns {Record<string, (() => void) | false | undefined>}
   */
  get everyAct() {
    return {
      reset: () => this.goTo(0),
      ...this.everyStep,
      ...clickerActs(this),
      play: () => (!this.playing ? this.play() : this.pause()),
      undo: () => { if (this.payload.header.undo) this.report({ undo: true }); },
      present: () => this.report({ present: !this.payload.header.present }),
      leave: this.payload?.header.present && (() => this.report({ present: false })),
      ...this.acts,
    };
  }

  #showSpeed() {
    press(this.root, "speed", this.speed);
    this.slots.speedWord.textContent = find(this.root, `[data-speed="${this.speed}"]`).textContent;
  }

  /** @param {string} speed */
  chooseSpeed(speed) {
    this.speed = speed;
    this.#showSpeed();
    if (this.playing) this.player.restart();
    this.writeAddress();
  }
}
