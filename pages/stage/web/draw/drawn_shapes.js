// @ts-check
/**
 * Moves shapes where Plotly has drawn them. Asking Plotly costs 2 ms a figure and makes all their elements anew;
 * between two whole drawings only `d` and `transform` change, by Plotly's own map from data to pixels.
 */

export class DrawnShapes {
  /**
   * Look at what is drawn now, which Plotly may have drawn anew since the last move.
   * @param {Plot} plot
   * @param {Record<string, number>} index of each shape among the figure's, by its name
   */
  constructor(plot, index) {
    this.index = index;
    const { xaxis, yaxis } = plot._fullLayout;
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
   * Move a path through points in data units: a line through two of them, a closed band through more.
   * @param {string} name
   * @param {import("../core/columns.js").Point[]} points
   */
  path(name, points) {
    const corners = points.map(([x, y]) => `${this.x(x)},${this.y(y)}`).join("L");
    this.#group(name)?.firstElementChild?.setAttribute("d", `M${corners}${points.length > 2 ? "Z" : ""}`);
  }

  /**
   * Move a line between two points. Its label stays as far from its middle as when it was drawn between two others.
   * @param {string} name
   * @param {import("../core/columns.js").Point[]} points
   * @param {import("../core/columns.js").Point[]} drawn
   */
  line(name, points, drawn) {
    this.path(name, points);
    const label = this.#group(name)?.children[1];
    if (!label) return;
    const [x, y] = this.#middle(points);
    const [x0, y0] = this.#middle(drawn);
    label.setAttribute("transform", `translate(${x - x0},${y - y0})`);
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
   * Put other words in a shape's label.
   * @param {string} name
   * @param {string} words
   */
  say(name, words) {
    const label = this.#group(name)?.querySelector("text");
    if (label && label.textContent !== words) label.textContent = words;
  }

  /**
   * @param {string} name
   * @returns {SVGGElement | undefined}
   */
  #group(name) {
    return this.groups[this.index[name]];
  }

  /**
   * @param {import("../core/columns.js").Point[]} points
   * @returns {import("../core/columns.js").Point}
   */
  #middle([[x0, y0], [x1, y1]]) {
    return [(this.x(x0) + this.x(x1)) / 2, (this.y(y0) + this.y(y1)) / 2];
  }
}
