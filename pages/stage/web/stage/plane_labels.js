// @ts-check
/** The words around the plane: what each line stands for, which class is on which side, and the picked number. */

import { placeLabels } from "../draw/line_labels.js";

/** @typedef {import("../core/columns.js").Point} Point */
/** @typedef {import("../draw/clipping.js").Box} Box */

const FIRST = [2, 1, 3, 0, 4]; // of the lines: 0.5 before those beside it
const CORNER = 7; // pixels between a class's number and the plot's corner
const AROUND = 13; // pixels between the ring's middle and its number

/**
 * Return the corner of a plot that lies deepest on one side of a line, as far as any of it lies there.
 * @param {Point[]} line two points of it
 * @param {Point} way to that side
 * @param {Box} plot
 * @returns {Point | undefined}
 */
export function deepestCorner([[x0, y0], [x1, y1]], [right, down], plot) {
  /** @type {Point} */
  const corner = [right > 0 ? plot.right : plot.left, down > 0 ? plot.bottom : plot.top];
  const across = (/** @type {Point} */ [x, y]) => (x1 - x0) * y - (y1 - y0) * x;
  return across([corner[0] - x0, corner[1] - y0]) * across([right, down]) > 0 ? corner : undefined;
}

/** Everything that is written around a plane and beside its ring, as elements over it that no pointer meets. */
export class PlaneLabels {
  /**
   * @param {HTMLElement} layer the elements' parent, as large as the plot's own
   * @param {number} lines how many lines there are
   */
  constructor(layer, lines) {
    this.layer = layer;
    this.lines = Array.from({ length: lines }, () => this.#word("", "line-label"));
    this.classes = ["0", "1"].map((label) => this.#word(label, `corner class${label}`));
    this.number = this.#word("", "picked");
    this.axes = [this.#word("", "axis x1"), this.#word("", "axis x2")];
    /** @type {Box} */
    this.room = { left: 0, top: 0, right: 0, bottom: 0 };
    /** @type {Box[]} where the axes' names stand */
    this.taken = [];
    /** @type {Map<HTMLElement, { text: string, width: number, height: number }>} */
    this.sizes = new Map();
  }

  /**
   * @param {string} text
   * @param {string} kind
   */
  #word(text, kind) {
    const word = Object.assign(document.createElement("span"), { className: kind, textContent: text });
    this.layer.append(word);
    return word;
  }

  /**
   * Say what the axes are called, and what each line stands for.
   * @param {string[]} axes
   * @param {string[]} levels
   */
  name(axes, levels) {
    levels.forEach((level, i) => { this.lines[i].textContent = level; });
    axes.forEach((name, which) => { this.axes[which].textContent = this.axes[which].title = name; });
    this.measureAnew();
  }

  /**
   * Hide the picked number while Plotly has something to say about a point: the words stand there.
   * @param {any} plot
   */
  makeWay(plot) {
    plot.on("plotly_hover", () => this.layer.toggleAttribute("data-hovered", true));
    plot.on("plotly_unhover", () => this.layer.toggleAttribute("data-hovered", false));
  }

  /** Forget how large the words are: the page has another size or type. */
  measureAnew() {
    this.sizes.clear();
    const { offsetWidth: right, offsetHeight: bottom } = this.layer;
    this.room = { left: 0, top: 0, right, bottom };
    this.taken = this.axes.map(({ offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight }) => (
      { left, top, right: left + offsetWidth, bottom: top + offsetHeight }));
  }

  /**
   * Put all where it belongs, in pixels of the layer.
   * @param {object} where
   * @param {Point[][]} where.lines two points each
   * @param {Point} where.toOne the way across them to class 1
   * @param {Box} where.plot
   * @param {number} where.under how far under the plot labels stand below it
   * @param {boolean} where.whole whether nothing is zoomed, so that the corners are free of points
   * @param {Point} where.ring
   * @param {string} where.text the number beside it
   */
  place({ lines, toOne, plot, under, whole, ring, text }) {
    const sizes = this.lines.map((word) => this.#size(word));
    const stands = placeLabels(FIRST.map((i) => lines[i]), FIRST.map((i) => sizes[i]), plot, this.room, under, this.taken);
    FIRST.forEach((i, at) => this.#put(this.lines[i], stands[at]?.box));
    this.#placeClasses(lines, toOne, plot, whole);
    this.#placeNumber(ring, text, plot);
  }

  /**
   * @param {Point[][]} lines
   * @param {Point} toOne
   * @param {Box} plot
   * @param {boolean} whole
   */
  #placeClasses(lines, [right, down], plot, whole) {
    const there = whole && lines.some((line) => this.#crosses(line, plot));
    this.classes.forEach((word, label) => {
      const corner = there ? deepestCorner(lines[FIRST[0]], label === 1 ? [right, down] : [-right, -down], plot) : undefined;
      if (!corner) {
        this.#put(word);
        return;
      }
      const { width, height } = this.#size(word);
      const left = corner[0] === plot.right ? plot.right - CORNER - width : plot.left + CORNER;
      const top = corner[1] === plot.bottom ? plot.bottom - CORNER - height : plot.top + CORNER;
      this.#put(word, { left, top, right: left + width, bottom: top + height });
    });
  }

  /**
   * Return whether a line may be seen in a plot: not whether it stands far outside, as where there is none.
   * @param {Point[]} line
   * @param {Box} plot
   */
  #crosses([[x0, y0], [x1, y1]], { left, top, right, bottom }) {
    const [beside, above] = [Math.max(x0, x1) < left || Math.min(x0, x1) > right, Math.max(y0, y1) < top || Math.min(y0, y1) > bottom];
    return !beside && !above;
  }

  /**
   * Put the picked example's number beside its ring, on the side where the plot has room for it.
   * @param {Point} ring
   * @param {string} text
   * @param {Box} plot
   */
  #placeNumber([x, y], text, plot) {
    if (this.number.textContent !== text) this.number.textContent = text;
    const { width, height } = this.#size(this.number);
    const inside = x >= plot.left && x <= plot.right && y >= plot.top && y <= plot.bottom;
    const left = x + AROUND + width <= plot.right ? x + AROUND : x - AROUND - width;
    const top = Math.min(Math.max(y - AROUND - height / 2, plot.top), plot.bottom - height);
    this.#put(this.number, inside ? { left, top, right: left + width, bottom: top + height } : undefined);
  }

  /**
   * @param {HTMLElement} word
   * @param {Box} [box]
   */
  #put(word, box) {
    const [visibility, transform] = box ? ["visible", `translate(${box.left.toFixed(1)}px, ${box.top.toFixed(1)}px)`] : ["hidden", ""];
    if (word.style.visibility !== visibility) word.style.visibility = visibility;
    if (word.style.transform !== transform) word.style.transform = transform;
  }

  /** @param {HTMLElement} word */
  #size(word) {
    const text = word.textContent ?? "";
    let known = this.sizes.get(word);
    if (known?.text !== text) this.sizes.set(word, known = { text, width: word.offsetWidth, height: word.offsetHeight });
    return known;
  }
}
