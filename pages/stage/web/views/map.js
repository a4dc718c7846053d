// @ts-check
/** The map of the loss. Its lines stand still; the path, the point and where it goes next lie over it in a layer. */

import { rowOf } from "../core/columns.js";
import { find } from "../core/elements.js";
import { DrawnShapes } from "../draw/drawn_shapes.js";
import { clipLine } from "../draw/clipping.js";
import { View } from "./view.js";

const NEAR = 2; // pixels between two dots of the path that can be told apart
const ARROW = 44; // pixels, however long the step is: it tells the direction
const HEAD = 8;
const NOWHERE = 1e-9; // pixels: a step so short has no direction to show

/** @typedef {import("./view.js").Point} Point */
/** @typedef {{ payload: import("./view.js").Payload, row: number }} MapPlaces */

/**
 * A path in pixels: its text, and how much of each text is there at each row.
 * @typedef {object} Trail
 * @property {Point[]} points
 * @property {string} line
 * @property {string} dots
 * @property {string} marks
 * @property {{ line: number, dots: number, marks: number }[]} until
 */

export class MapView extends View {
  /**
   * @param {string} name
   * @param {HTMLElement} root
   */
  constructor(name, root) {
    super(name);
    this.layer = find(root, "[data-slot=trail]");
    /** @param {string} part */
    const part = (part) => find(this.layer, `.${part}`);
    this.parts = Object.fromEntries(["former", "rest", "past", "dots", "marks", "arrow", "point"].map((each) => [each, part(each)]));
    /** @type {string | undefined} what the trail was made of */
    this.of = undefined;
    /** @type {Trail | undefined} */
    this.trail = undefined;
  }

  /**
   * Return the map, where it is there already.
   * @param {import("./view.js").Payload} payload
   */
  map(payload) {
    const { map } = this.header(payload);
    return map?.view === this.name ? map : undefined;
  }

  /**
   * @param {import("./view.js").Payload} payload
   * @returns {Figure}
   */
  frame(payload) {
    const map = this.map(payload);
    const told = super.frame(payload);
    return !map || (map.told && told.data.length) ? told : map.figure;
  }

  /**
   * Return the map with its lines and, for the pointer, its heights.
   * @param {import("./view.js").Payload} payload
   * @returns {Figure}
   */
  figure(payload) {
    const figure = this.frame(payload);
    const { columns } = payload;
    const { x, y } = this.map(payload) ?? { x: [], y: [] };
    const data = figure.data.map((trace) => {
      if (trace.name === "lines") {
        const { values } = columns.map_lines;
        return { ...trace, x: values.filter((_, i) => i % 2 === 0), y: values.filter((_, i) => i % 2 === 1) };
      }
      if (trace.name !== "heights" || !columns.map_heights.values.length) return trace;
      return { ...trace, x: y.flatMap(() => x), y: y.flatMap((each) => x.map(() => each)), customdata: columns.map_heights.values };
    });
    return { ...figure, data };
  }

  /**
   * @param {import("./view.js").Payload} payload
   * @returns {string}
   */
  revision(payload) {
    return `${this.name}${this.map(payload)?.box}`;
  }

  /**
   * Return the ranges in which the box is whole, one unit as long on either axis.
   * @param {Figure} frame
   * @param {Layout} layout
   */
  opening(frame, { width, height, margin }) {
    const [x, y] = ["xaxis", "yaxis"].map((axis) => frame.layout[axis].range);
    const [wide, high] = [width - margin.l - margin.r, height - margin.t - margin.b];
    const unit = (x[1] - x[0]) / Math.max(1, Math.min(wide, high));
    /** @type {(range: number[], pixels: number) => number[]} */
    const around = ([low, top], pixels) => [-1, 1].map((side) => (low + top) / 2 + (side * unit * pixels) / 2);
    return { xaxis: around(x, wide), yaxis: around(y, high) };
  }

  /**
   * @param {import("./view.js").Payload} payload
   * @param {number} row
   * @returns {MapPlaces}
   */
  places(payload, row) {
    return { payload, row };
  }

  /**
   * Lay the path over the map: what is behind strong, the rest pale; the point, and an arrow where it goes next.
   * @param {Plot} plot
   * @param {MapPlaces} there
   */
  lay(plot, { payload, row }) {
    const map = this.map(payload);
    const { parts } = this;
    this.layer.toggleAttribute("hidden", !map);
    if (!map) return;
    const drawn = new DrawnShapes(plot, {});
    const { left, top, right, bottom } = drawn.plot;
    const header = this.header(payload);
    const last = payload.until === undefined ? payload.steps.length - 1 : rowOf(payload.steps, payload.until);
    const of = [left, top, right, bottom, plot._fullLayout.xaxis.range, plot._fullLayout.yaxis.range, payload.id, last].join();
    if (of !== this.of || !this.trail) {
      this.of = of;
      this.trail = trailOf(rowsOf(payload, map.axes, last), drawn);
      for (const [name, value] of [["x", left], ["y", top], ["width", right - left], ["height", bottom - top]]) this.layer.setAttribute(String(name), String(value));
      this.layer.setAttribute("viewBox", `${left} ${top} ${right - left} ${bottom - top}`);
      Object.assign(this.layer.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
      const { map_former: former } = payload.columns;
      const before = former ? Array.from({ length: former.values.length / 2 }, (_, i) => /** @type {Point} */ ([former.values[2 * i], former.values[2 * i + 1]])) : [];
      parts.former.setAttribute("d", trailOf(before, drawn).line);
      parts.rest.setAttribute("d", this.trail.line);
    }
    const { trail } = this;
    const until = trail.until[Math.min(row, last)];
    for (const name of /** @type {("line" | "dots" | "marks")[]} */ (["line", "dots", "marks"])) {
      lead(parts[name === "line" ? "past" : name], trail[name].slice(0, until?.[name] ?? 0));
    }
    const at = trail.points[row];
    if (at) parts.point.setAttribute("transform", `translate(${at})`);
    parts.point.toggleAttribute("hidden", !at);
    const next = map.told || header.asks || header.predict || header.sheet ? undefined : nextOf(payload, map.axes, row);
    lead(parts.arrow, at && next ? arrow(at, drawn.at(next)) : "");
  }
}

/**
 * Give a part of the layer its path, where it has another one.
 * @param {Element} part
 * @param {string} path
 */
function lead(part, path) {
  if ((part.getAttribute("d") ?? "") !== path) part.setAttribute("d", path);
}

/**
 * Return where the run is at each held step as far as it may be seen; nowhere, where the line is covered.
 * @param {import("./view.js").Payload} payload
 * @param {string[]} axes
 * @param {number} last
 * @returns {Point[]}
 */
function rowsOf({ columns, header }, axes, last) {
  if (header.covered.includes("line")) return [];
  const [x, y] = axes.map((axis) => columns[axis].values);
  return Array.from({ length: last + 1 }, (_, i) => [x[i], y[i]]);
}

/**
 * @param {import("./view.js").Payload} payload
 * @param {string[]} axes
 * @param {number} row
 * @returns {Point | undefined}
 */
function nextOf({ columns }, axes, row) {
  const [x, y] = axes.map((axis) => columns[`next_${axis}`]?.values[row]);
  return x === undefined || y === undefined ? undefined : [x, y];
}

/**
 * Return a path through places in data units as it is drawn.
 * @param {Point[]} places
 * @param {DrawnShapes} drawn
 * @returns {Trail}
 */
export function trailOf(places, drawn) {
  const points = places.map((place) => drawn.at(place));
  const { left, top, right, bottom } = drawn.plot;
  /** @type {Trail} */
  const trail = { points, line: "", dots: "", marks: "", until: [] };
  /** @type {Point | undefined} */
  let dot;
  let [mark, end] = ["", ""];
  points.forEach(([x, y], i) => {
    const before = points[i - 1];
    if (before) {
      const near = clipLine([before, [x, y]], drawn.near); // far outside, nothing is to be drawn at all
      if (near) trail.line += `${short(near[0]) === end ? "" : `M${short(near[0])}`}L${short(near[1])}`;
      if (near) end = short(near[1]);
    }
    const inside = x >= left && x <= right && y >= top && y <= bottom;
    if (inside && (!dot || Math.abs(x - dot[0]) > NEAR || Math.abs(y - dot[1]) > NEAR)) {
      dot = [x, y];
      trail.dots += `M${short(dot)}h0`;
    }
    if (!inside) {
      const edge = short([Math.min(Math.max(x, left), right), Math.min(Math.max(y, top), bottom)]);
      if (edge !== mark) trail.marks += `M${edge}m-4,-4h8v8h-8z`;
      mark = edge;
    }
    trail.until.push({ line: trail.line.length, dots: trail.dots.length, marks: trail.marks.length });
  });
  return trail;
}

/** @param {Point} point */
function short([x, y]) {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}

/**
 * Return an arrow of one length from a point towards another, in pixels.
 * @param {Point} from
 * @param {Point} to
 */
function arrow([x, y], [to_x, to_y]) {
  const length = Math.hypot(to_x - x, to_y - y);
  if (!(length > NOWHERE)) return "";
  const [u, v] = [(to_x - x) / length, (to_y - y) / length];
  const tip = /** @type {Point} */ ([x + ARROW * u, y + ARROW * v]);
  const wings = [1, -1].map((side) => short([tip[0] - HEAD * u - side * HEAD * 0.6 * v, tip[1] - HEAD * v + side * HEAD * 0.6 * u]));
  return `M${short([x, y])}L${short(tip)}M${wings[0]}L${short(tip)}L${wings[1]}`;
}
