// @ts-check
/** The S-curve: every example at its place on it, its label at 0 or 1, and between them its error as a bar. */

import { find } from "../core/elements.js";
import { clipLine } from "../draw/clipping.js";
import { DrawnShapes } from "../draw/drawn_shapes.js";
import { View } from "./view.js";

const PARTS = 65535; // of an axis, as places are sent
const MARK = 4; // pixels from the middle of an example's mark to its corner

/** @typedef {import("./view.js").Point} Point */

/**
 * Return a row's places in a column of parts of an axis; a column with one row alone has it for all steps.
 * @param {import("../core/unpacking.js").Column} column
 * @param {number} row
 * @param {number[]} ends of the axis
 */
export function placesIn({ values, width }, row, [low, high]) {
  const from = values.length > width ? row * width : 0;
  return Array.from(values.subarray(from, from + width), (part) => low + (part / PARTS) * (high - low));
}

export class SigmaView extends View {
  /**
   * @param {string} name
   * @param {HTMLElement} root
   */
  constructor(name, root) {
    super(name);
    this.layer = find(root, "[data-slot=onSigma]");
    /** @param {string} part */
    const part = (part) => find(this.layer, `.${part}`);
    this.parts = Object.fromEntries(["curve", "line", "errors0", "errors1", "labels0", "labels1", "marks0", "marks1", "error", "picked"].map((each) => [each, part(each)]));
    const button = find(root, "[data-slot=leastSquares]");
    button.onclick = () => button.setAttribute("aria-pressed", String(this.layer.toggleAttribute("data-lined")));
  }

  /**
   * @param {import("./view.js").Payload} payload
   * @returns {Figure}
   */
  frame(payload) {
    return this.header(payload).sigma?.figure ?? super.frame(payload);
  }

  /**
   * @param {import("./view.js").Payload} payload
   * @param {number} row
   */
  places(payload, row) {
    return { payload, row };
  }

  /**
   * @param {Plot} plot
   * @param {{ payload: import("./view.js").Payload, row: number }} there
   */
  lay(plot, { payload, row }) {
    const { sigma } = this.header(payload);
    this.layer.toggleAttribute("hidden", !sigma);
    if (!sigma) return;
    const { columns } = payload;
    const drawn = new DrawnShapes(plot, {});
    const { left, top, right, bottom } = drawn.plot;
    for (const [name, value] of [["left", left], ["top", top], ["width", right - left], ["height", bottom - top]]) {
      this.layer.style.setProperty(String(name), `${value}px`);
    }
    this.layer.setAttribute("viewBox", `${left} ${top} ${right - left} ${bottom - top}`);
    const [across, up] = [placesIn(columns.sigma_x, row, sigma.across), placesIn(columns.sigma_y, row, sigma.up)];
    const errors = ["", ""];
    const labels = ["", ""];
    const marks = ["", ""];
    sigma.y.forEach((label, i) => {
      const [x, y] = drawn.at([across[i], up[i]]);
      const end = drawn.y(label);
      errors[label] += `M${x.toFixed(1)},${y.toFixed(1)}V${end.toFixed(1)}`;
      labels[label] += `M${(x - 2).toFixed(1)},${end.toFixed(1)}h4`;
      marks[label] += label === 1 ? `M${x.toFixed(1)},${y.toFixed(1)}h0` : `M${(x - MARK).toFixed(1)},${y.toFixed(1)}l${MARK},-${MARK}l${MARK},${MARK}l-${MARK},${MARK}z`;
    });
    const { parts } = this;
    for (const label of [0, 1]) {
      parts[`errors${label}`].setAttribute("d", errors[label]);
      parts[`labels${label}`].setAttribute("d", labels[label]);
      parts[`marks${label}`].setAttribute("d", marks[label]);
    }
    const [x, y] = drawn.at([across[sigma.pick], up[sigma.pick]]);
    parts.error.setAttribute("d", `M${x.toFixed(1)},${y.toFixed(1)}V${drawn.y(sigma.y[sigma.pick]).toFixed(1)}`);
    parts.picked.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    const curve = placesIn(columns.sigma_curve, row, sigma.up);
    const [low, high] = sigma.across;
    const run = curve.map((value, i) => drawn.at([low + (i / (curve.length - 1)) * (high - low), value]).map((each) => each.toFixed(1)));
    parts.curve.setAttribute("d", `M${run.join("L")}`);
    const { values, width } = columns.sigma_line;
    const from = values.length > width ? row * width : 0;
    const ends = [low, high].map((end, i) => drawn.at([end, values[from + i]]));
    const seen = ends.flat().every(Number.isFinite) && clipLine(/** @type {[Point, Point]} */ (ends), drawn.plot);
    parts.line.setAttribute("d", seen ? `M${seen.join("L")}` : "");
  }
}
