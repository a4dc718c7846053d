// @ts-check
/** The Lab's stage: points, boundary and curve above the transport, the learning rate under it. */

import { find, press } from "../core/elements.js";
import { componentOf } from "../core/mount.js";
import { expectPlotly, loadPlotly } from "../draw/plotting.js";
import { Expected } from "../learning/expected.js";
import { Hand } from "../hand/hand.js";
import { Predict } from "../learning/predict.js";
import { RateRow } from "./rate_row.js";
import { showChosen } from "../views/views.js";
import { Scene } from "./scene.js";
import { SoFar } from "../draw/so_far.js";
import { Stage } from "./stage.js";
import { Tune } from "../views/tune.js";

const LOW = 800; // pixels: on a screen less high the plane has no room to spare for the whole chain rule
const MOST_LEFT_OUT = 4; // the last data-fit of lab.css
const KEPT = "gradient-chain-rule"; // whether it is open, in the browser's storage

/** @typedef {Omit<import("./payload.js").StageHeader, "rates"> & import("./payload.js").LabHeader} LabHeader */

export class LabStage extends Stage {
  /**
   * @param {HTMLElement} root
   * @param {(name: string, value: unknown) => void} send
   * @param {import("../core/mount.js").Served} served
   */
  constructor(root, send, served) {
    super(root, send, served);
    expectPlotly(served.plotly);
    this.asks = false; // whether numbers of the chain are to be filled in
    this.watching = false;
    /** @type {number | undefined} the step on screen when a label was flipped */
    this.changedAt = undefined;
    /** @type {Scene | undefined} */
    this.scene = undefined;
    this.soFar = new SoFar();
    this.predict = new Predict(this);
    this.tune = new Tune(this);
    this.#openChain((window.localStorage.getItem(KEPT) ?? (window.innerHeight < LOW ? "closed" : "open")) === "open");
    this.rate = new RateRow(this);
    this.expected = new Expected(this);
    this.hand = new Hand(this);
    /** @type {import("./payload.js").Rest | undefined} */
    this.told = window.gradientAtRest;
    this.onRest = () => this.#takeRest();
    window.addEventListener("gradient-at-rest", this.onRest);
  }

  /**
   * Show the whole of the chain rule, or its first line. keep : for this browser's next visit.
   * @param {boolean} open
   * @param {boolean} [keep]
   */
  #openChain(open, keep = false) {
    this.root.dataset.chain = open ? "open" : "closed";
    this.slots.chainWord.textContent = `${open ? "Hide" : "Show"} the chain rule`;
    find(this.root, "[data-do=chain]").setAttribute("aria-expanded", String(open));
    if (keep) window.localStorage.setItem(KEPT, this.root.dataset.chain);
  }

  /** @returns {LabHeader} */
  get header() {
    return super.header;
  }

  fill() {
    const { header } = this;
    const { slots } = this;
    if (!(this.view in header.curve)) this.view = "loss";
    this.write("why", header.why);
    this.write("strip", header.strip);
    if (header.blanks.asked > 0 && !this.asks) this.#openChain(true);
    this.asks = header.blanks.asked > 0;
    this.write("units", header.units);
    this.write("mapCaption", header.map?.caption ?? "");
    this.write("sigmaCaption", header.sigma?.caption ?? "");
    find(this.root, header.present ? ".plane .top" : ".under").append(slots.units);
    this.write("notes", header.notes.join(" "));
    [slots.legend0.textContent, slots.legend1.textContent] = header.legend;
    slots.heldOut.hidden = !header.held_out;
    slots.former.hidden = !header.former;
    slots.formerHead.textContent = header.former_head;
    slots.formerLabel.textContent = header.former;
    this.root.dataset.view = this.view;
    if (header.offer) slots.offer.textContent = header.offer;
    slots.offerLine.hidden = !header.offer;
    this.root.dataset.asks = String(header.asks);
    this.root.dataset.covered = header.covered.join(" ");
    slots.flip.textContent = header.flip;
    slots.fork.disabled = Boolean(header.predict); // what comes is asked
    this.#noteChange(header.changed?.text ?? "");
    slots.undo.hidden = !header.changed?.undo;
    slots.undo.title = header.undo;
    this.rate.fill();
    showChosen(this.root, this.slots, this.view);
    this.predict.fill();
    this.expected.fill();
    this.hand.fill();
  }

  /** Of what there is to say the why line says one thing: an error, what Predict asks, a flip, a drawing's worth, the run's end, or the step. */
  drawn() {
    const { slots } = this;
    const changed = this.changedAt !== undefined;
    if (slots.changed.hidden === changed) slots.changed.hidden = !changed;
    this.hand.drawn();
    const others = this.expected.shown() ? "verdict" : this.hand.on ? "placing" : slots.outcome.hidden ? "why" : "outcome";
    const first = slots.rateWrong.textContent ? "wrong" : this.predict.on ? "gate" : changed ? "changed" : others;
    slots.placing.hidden = first !== "placing";
    const line = /** @type {HTMLElement} */ (slots.changed.parentElement);
    if (line.dataset.says !== first) line.dataset.says = first;
    this.predict.drawn();
  }

  /** Have the strip's first line leave out what there is no room for; while a run plays it stays as it is. */
  #fitLine() {
    const strip = /** @type {HTMLElement} */ (this.slots.strip.parentElement);
    const line = this.slots.strip.querySelector(".forward");
    for (let fit = 0; line && fit <= MOST_LEFT_OUT; fit += 1) {
      strip.dataset.fit = String(fit);
      if (line.scrollWidth <= line.clientWidth) return;
    }
  }

  /** A class sees the chain's rows below the first line once they have something to show. */
  revealed() {
    if (!this.header.present) return;
    const rows = Number(this.root.dataset.revealed) > (this.header.forward ?? 0);
    (rows ? this.slots.strip.parentElement : this.root)?.scrollIntoView({ block: rows ? "end" : "start" });
  }

  /**
   * Take note of what a flipped label has changed: it is said until another step is on screen.
   * @param {string} text
   */
  #noteChange(text) {
    const { slots } = this;
    if (slots.changedText.textContent === text) return;
    slots.changedText.textContent = text;
    this.changedAt = text ? this.t : undefined;
  }

  async open() {
    const plotly = await loadPlotly(this.served.plotly);
    this.scene ??= new Scene(this.root, plotly);
    this.hand.follow(this.scene);
    return this.scene;
  }

  show() {
    const { along, sweep } = (!this.predict.on && this.told) || {};
    if (along) this.header.curve.step = along; // pale, if it is of another step
    if (sweep) this.header.curve.sweep = sweep.figure; // or of another run
    if (this.told?.squared) this.header.curve.squared = this.told.squared;
    if (this.header.asks) {
      this.soFar.reaches(this.header, this.payload.steps[this.row], this.playing);
      this.payload.until = this.soFar.t;
    }
    this.scene?.show(this.payload, this.view, this.dark === true, this.row, this.playing);
    this.expected.place();
    this.#watchPlots();
  }

  /** @param {number} row */
  early(row) {
    this.rate.show(this.payload.steps[row]);
  }

  /**
   * @param {number} row
   * @param {boolean} swift
   */
  drawAt(row, swift) {
    const { header, payload: { steps, columns } } = this;
    if (header.asks && (!swift || this.playing) && this.soFar.reaches(header, steps[row], this.playing)) this.show();
    this.scene?.draw(row, swift);
    if (!swift) this.#fitLine();
    this.slots.boundary.textContent = header.words.boundary[columns.state.values[row]];
    if (this.changedAt !== steps[row]) this.changedAt = undefined;
    this.rate.show(steps[row]);
    this.#showRest();
  }

  get everyStep() {
    return this.predict.on ? { ...super.everyStep, step: () => this.predict.go(super.everyStep.step) } : super.everyStep;
  }

  get acts() {
    return {
      ...this.predict.acts,
      dismiss: () => this.report({ dismiss: true }),
      flip: () => this.report({ flip: this.payload.header.pick }),
      fork: () => this.report({ fork: true }),
      home: () => this.scene?.wholeView(),
      offer: () => this.report({ learn: "first" }),
      tune: () => this.tune.press(),
      chain: () => this.#openChain(this.root.dataset.chain !== "open", true),
      ...this.expected.acts,
      ...this.hand.acts,
    };
  }

  /** @param {HTMLElement} button */
  pressed({ dataset: { view, acts } }) {
    if (view) this.#chooseView(view);
    else if (acts) this.rate.actFrom(acts);
  }

  /** @param {string} view */
  #chooseView(view) {
    this.view = this.root.dataset.view = view;
    this.slots.more.open = false;
    showChosen(this.root, this.slots, this.view);
    this.report({ view }); // Python sends what one of them shows
    this.show();
    this.draw();
    this.writeAddress();
  }

  /** Take in what Python tells of a step. */
  #takeRest() {
    const told = window.gradientAtRest;
    if (!told) return;
    this.told = told;
    if (!this.scene || !this.payload) return;
    if (["step", "sweep", "squared"].includes(this.view) && !this.playing) {
      this.show();
      this.scene.draw(this.row);
    }
    this.#showRest();
  }

  /** Show what was told of the step on screen, and nothing that was told of another one. */
  #showRest() {
    const { told, slots, payload: { steps } } = this;
    const here = told?.run === this.header.run && told.t === steps[this.row] ? told : undefined;
    if (here) this.write("odds", here.odds);
    this.write("mapAbove", here?.above ?? "");
    slots.odds.style.visibility = here ? "" : "hidden";
    this.root.toggleAttribute("data-awaits-step", !(here?.along ?? here?.squared));
    this.tune.show(told?.run === this.header.run && !this.predict.on ? told.sweep : undefined);
    this.scene?.rings.ring(this.predict.ringed ?? here?.wrong ?? [], this.scene, here?.members);
  }

  #watchPlots() {
    const { scene } = this;
    if (this.watching || !scene) return;
    this.watching = true;
    scene.plane.on("plotly_click", ({ points }) => {
      if (this.predict.clicked(points[0]?.customdata)) return;
      if (points[0]?.customdata) this.report({ pick: scene.nextThere(points[0], this.payload.header.pick) });
    });
    scene.curve.on("plotly_click", ({ points }) => {
      const step = scene.view.stepAt(points[0]);
      if (step !== undefined) this.goTo(step);
      this.tune.take(scene.view.rateAt(points[0]));
    });
    scene.curve.on("plotly_afterplot", () => this.expected.place());
    const home = find(this.root, "[data-do=home]");
    for (const plot of [scene.plane, scene.curve]) {
      plot.on("plotly_relayout", (change) => {
        if (Object.keys(change).some((key) => key.includes("axis"))) home.hidden = !scene.zoomed();
      });
    }
  }

  close() {
    super.close();
    window.removeEventListener("gradient-at-rest", this.onRest);
    this.hand.close();
    this.scene?.close();
  }
}

export default componentOf(LabStage);
