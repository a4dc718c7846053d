// @ts-check
/** Plays a stage's run by the clock, not by the frame: a faster screen plays no faster. */

import { rowOf } from "../core/columns.js";

const FASTEST = 8; // seconds that "fast" takes for a whole run, if that is faster than 600 steps a second
// While playing, where parts of the page are drawn by Python: ms between reports, at least and at most. Drawing those
// parts takes time from the picture: of all frames, no more than one in so many.
const FOLLOW = 500;
const FOLLOW_RARELY = 2000;
const ONE_FRAME_IN = 10;
// In the column "why", as pages/words/why.py has it: which bits are the kind, and from which kind on J rose.
const KIND = 7;
const ROSE = 5;
const FRAME = 20; // ms, the longest that one takes where nothing else is drawn

export class Player {
  /** @param {import("./stage.js").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    /** @type {number | undefined} the frame that is to come, while it plays */
    this.next = undefined;
    this.began = this.from = 0;
  }

  get plays() {
    return this.next !== undefined;
  }

  /** Begin to play from the step on screen. */
  start() {
    this.restart();
    let [drawn, lost] = [Infinity, 0];
    /** @param {number} now */
    const frame = (now) => {
      if (!this.plays) return;
      lost += Math.max(0, now - drawn - FRAME);
      drawn = now;
      if (!this.#turn(now)) return;
      const pause = Math.min(Math.max(FOLLOW, ONE_FRAME_IN * lost), FOLLOW_RARELY);
      const { stage } = this;
      if (stage.payload.header.follow && stage.outbox.now(stage.here(), pause)) lost = 0;
      this.next = requestAnimationFrame(frame);
    };
    this.next = requestAnimationFrame(frame);
  }

  /**
   * Show the step that is due; return whether there are more to come.
   * @param {number} now
   */
  #turn(now) {
    const { stage } = this;
    const due = Math.floor(((now - this.began) / 1000) * this.#stepsASecond());
    const wanted = Math.min(this.from + Math.max(0, due), stage.payload.header.steps);
    const rise = stage.slots.stopAtRise.checked ? this.#firstRise(stage.t, wanted) : undefined;
    const t = rise ?? wanted;
    if (t !== stage.t) {
      stage.t = t;
      stage.draw(true);
    }
    const { steps, asked } = stage.payload.header;
    if (t >= asked || rise !== undefined) {
      stage.pause();
      return false;
    }
    if (t >= steps) this.restart(); // more steps are on their way
    return true;
  }

  /**
   * Return the first held step after one, up to another, whose step before it made J rise.
   * @param {number} after
   * @param {number} last
   */
  #firstRise(after, last) {
    const { steps, columns } = this.stage.payload;
    if (!columns.why) return undefined; // of several runs each rises where it rises
    for (let row = rowOf(steps, after) + 1; row < steps.length && steps[row] <= last; row += 1) {
      if ((columns.why.values[row] & KIND) >= ROSE) return steps[row];
    }
    return undefined;
  }

  /** Count time from now and steps from the one on screen, as where another speed is chosen. */
  restart() {
    this.began = performance.now();
    this.from = this.stage.t;
  }

  stop() {
    if (this.next !== undefined) cancelAnimationFrame(this.next);
    this.next = undefined;
  }

  #stepsASecond() {
    const { speed, payload } = this.stage;
    return speed === "fast" ? Math.max(600, payload.header.steps / FASTEST) : Number(speed);
  }
}
