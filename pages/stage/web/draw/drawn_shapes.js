// @ts-check
/**
 * Moves shapes where Plotly has drawn them. Asking Plotly costs 2 ms a figure and makes all their elements anew;
 * between two whole drawings only `d` and `transform` change, by Plotly's own map from data to pixels.
 */

import { clipPolygon } from "./clipping.js";

const BEYOND = 200; // pixels: of corners that are much farther outside, WebKit leaves a band white

/** @typedef {import("../core/columns.js").Point} Point */

export class DrawnShapes {
  /**
   * Look at what is drawn now, which Plotly may have drawn anew since the last move.
   * @param {Plot} plot
   * @param {Record<string, number>} index of each shape among the figure's, by its name
   */
  constructor(plot, index) {
    this.index = index;
    const { xaxis, yaxis } = plot._fullLayout;
    const [left, top] = [xaxis._offset, yaxis._offset];
    /** @type {import("./clipping.js").Box} the plot, in pixels */
    this.plot = { left, top, right: left + xaxis._length, bottom: top + yaxis._length };
    this.near = { left: left - BEYOND, top: top - BEYOND, right: this.plot.right + BEYOND, bottom: this.plot.bottom + BEYOND };
    /** @param {number} value */
    this.x = (value) => xaxis._offset + xaxis.d2p(value);
    /** @param {number} value */
    this.y = (value) => yaxis._offset + yaxis.d2p(value);
    /** @type {Record<string, SVGGElement>} by index */
    this.groups = {};
    for (const group of /** @type {NodeListOf<SVGGElement>} */ (plot.querySelectorAll(".shapelayer .shape-group"))) {
      this.groups[group.dataset.index ?? ""] = group;
    }
  }

  /**
   * Return where a point is, in pixels.
   * @param {Point} point
   * @returns {Point}
   */
  at([x, y]) {
    return [this.x(x), this.y(y)];
  }

  /**
   * Move a line between two points in data units.
   * @param {string} name
   * @param {Point[]} ends
   */
  line(name, ends) {
    this.#group(name)?.firstElementChild?.setAttribute("d", `M${ends.map((end) => this.at(end)).join("L")}`);
  }

  /**
   * Move a band between corners in data units; of one that goes on far beyond the plot only what is near is drawn.
   * @param {string} name
   * @param {Point[]} corners
   */
  band(name, corners) {
    const near = clipPolygon(corners.map((corner) => this.at(corner)), this.near);
    this.#group(name)?.firstElementChild?.setAttribute("d", near.length ? `M${near.join("L")}Z` : "M0,0Z");
  }

  /**
   * Move a shape of one size and its label from where it was drawn; y is left out where it only moves sideways.
   * @param {string} name
   * @param {number} x
   * @param {number} x0
   * @param {number} [y]
   * @param {number} [y0]
   */
  slide(name, x, x0, y, y0) {
    const down = y === undefined || y0 === undefined ? 0 : this.y(y) - this.y(y0);
    for (const part of this.#group(name)?.children ?? []) {
      part.setAttribute("transform", `translate(${this.x(x) - this.x(x0)},${down})`);
    }
  }

  /**
   * @param {string} name
   * @returns {SVGGElement | undefined}
   */
  #group(name) {
    return this.groups[this.index[name]];
  }
}
