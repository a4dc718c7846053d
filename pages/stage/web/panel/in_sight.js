// @ts-check
/** Brings its own place on the page into view, each time its data changes; not when the page opens. */

import { Component, componentOf } from "../core/mount.js";

const ROOM = 150; // ms until what is new above it has taken its room

class PlaceInSight extends Component {
  /** @type {string | undefined} */
  data = undefined;

  /** @param {string} data */
  receive(data) {
    const known = this.data;
    this.data = data;
    if (known === undefined || known === data) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    setTimeout(() => this.root.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" }), ROOM);
  }
}

export default componentOf(PlaceInSight);
