// @ts-check
/** Where something is asked, a curve ends at the farthest step that has been on screen: nothing is drawn of what is to come. */

const PAUSE = 150; // ms between two looks while a run plays

/**
 * Return a trace without its points beyond a step, where there is one.
 * @param {Record<string, any>} trace with its points in order of their steps
 * @param {number} [t]
 * @returns {Record<string, any>}
 */
export function soFar(trace, t) {
  if (t === undefined) return trace;
  const past = trace.x.findIndex((/** @type {number} */ step) => step > t);
  return past < 0 ? trace : { ...trace, x: trace.x.slice(0, past), y: trace.y.slice(0, past) };
}

/** The farthest step of a run that has been on screen, since it or the question began. */
export class SoFar {
  constructor() {
    this.of = "";
    this.t = -1;
    this.at = -Infinity;
  }

  /**
   * Take note of the step on screen; return whether there is more to draw.
   * @param {{ run: string, command: { number: string } }} header
   * @param {number} t
   * @param {boolean} playing
   * @param {number} now in ms
   */
  reaches({ run, command }, t, playing, now = performance.now()) {
    const of = `${run} ${command.number}`;
    if (of !== this.of) Object.assign(this, { of, t: -1, at: -Infinity });
    if (t <= this.t || (playing && now - this.at < PAUSE)) return false;
    Object.assign(this, { t, at: now });
    return true;
  }
}
