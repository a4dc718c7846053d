// @ts-check
/** Brings its own place on the page into view, each time its data changes; not when the page opens. */

import { Component, componentOf } from "../core/mount.js";

const ROOM = 150; // ms until what is new above it has taken its room

class PlaceInSight extends Component {
  /** @type {string | undefined} */
  shown = undefined;

  /** @param {{shown: string}} data */
  receive({ shown }) {
    const known = this.shown;
    this.shown = shown;
    if (known === undefined || known === shown) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    setTimeout(() => this.root.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" }), ROOM);
  }
}

export default componentOf(PlaceInSight);
