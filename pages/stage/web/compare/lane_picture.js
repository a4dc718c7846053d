// @ts-check
/**
 * One picture of all lanes. Plotly draws what stands still: axes, points, contours and each lane's whole line, pale. Over
 * it, in an SVG of its own, moves what hangs on the step: the part of each line so far, its marker and its name.
 */

import { DrawnShapes } from "../draw/drawn_shapes.js";
import { clipLine } from "../draw/clipping.js";
import { PLOT_CONFIG, drawFigure, enlarge, putAway, recolour, room } from "../draw/plotting.js";
import { apart, laneLine, pathUpTo } from "./lane_line.js";

const SVG = "http://www.w3.org/2000/svg";
const TYPE_SIZE = 16; // pixels, the type that figures are made for
const [LARGE_TYPE, LARGE_ROOM, LARGE_MARKS] = [1.45, 1.35, 1.3]; // how much larger all is for a class
const LINE_HEIGHT = 15; // pixels that a name takes, at the type that figures are made for
const LETTER = 6.2; // pixels that one takes, about
const ASIDE = 11; // pixels between a marker's middle and its name

/** @typedef {import("../core/columns.js").Point} Point */
/** @typedef {import("./payload.js").LaneHeader} LaneHeader */

/**
 * What moves of a lane.
 * @typedef {object} Drawn
 * @property {SVGPathElement} line
 * @property {SVGPathElement} leader from the marker to its name, where that stands aside
 * @property {SVGPathElement} marker
 * @property {SVGTextElement} name
 */

export class LanePicture {
  /**
   * @param {Plot} plot
   * @param {SVGSVGElement} over
   * @param {Plotly} plotly
   */
  constructor(plot, over, plotly) {
    this.plot = plot;
    this.over = over;
    this.plotly = plotly;
    this.drawn = "";
    this.type = 1;
    this.strong = Infinity; // so many lanes, the first ones, are drawn strong
    this.row = 0;
    /** @type {LaneHeader[]} */
    this.lanes = [];
    /** @type {(import("./lane_line.js").LaneLine | undefined)[]} each lane's line, where it has one */
    this.lines = [];
    /** @type {((row: number) => Point[])[]} where a lane's boundary is at a row, where there are no lines */
    this.boundaries = [];
    /** @type {Drawn[]} */
    this.parts = [];
    this.resizing = 0;
    this.resizer = new ResizeObserver(() => {
      cancelAnimationFrame(this.resizing);
      this.resizing = requestAnimationFrame(() => {
        if (!plot.data || !plot.clientWidth) return;
        plotly.relayout(plot, room(plot));
        this.#place();
      });
    });
    this.resizer.observe(plot);
    const scroll = (/** @type {WheelEvent} */ event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); };
    plot.addEventListener("wheel", scroll, { capture: true, passive: true });
    this.listening = false;
  }

  /**
   * Show a figure with its lanes.
   * @param {Drawable & { name: string }} figure whose traces of lanes say so in `meta`
   * @param {LaneHeader[]} lanes
   * @param {((row: number) => Point[])[]} boundaries of each lane, in data units; none where the figure has lines
   * @param {{ dark: Record<string, string>, present: boolean, strong: number, row: number }} how
   */
  show(figure, lanes, boundaries, { dark, present, strong, row }) {
    Object.assign(this, { lanes, boundaries, strong, row });
    const large = parseFloat(getComputedStyle(document.documentElement).fontSize) / TYPE_SIZE;
    this.type = large * (present ? LARGE_TYPE : 1);
    const drawn = JSON.stringify([figure.name, dark, large, present]);
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      const fresh = recolour({ data: figure.data, layout: { ...figure.layout, shapes: figure.layout.shapes ?? [] } }, dark);
      enlarge(fresh, this.type, large * (present ? LARGE_ROOM : 1), large * (present ? LARGE_MARKS : 1));
      Object.assign(fresh.layout, room(this.plot), { uirevision: figure.name });
      if (matchMedia("(pointer: coarse)").matches) fresh.layout.dragmode = false; // a finger scrolls the page
      drawFigure(this.plotly, this.plot, fresh, PLOT_CONFIG);
      if (!this.listening) for (const event of ["plotly_afterplot", "plotly_relayouting"]) this.plot.on(event, () => this.#place());
      this.listening = true;
    }
    this.#make();
    this.#place();
  }

  /** Make what moves, once for each lane. */
  #make() {
    const large = this.type > 1.2;
    this.over.replaceChildren();
    const clip = document.createElementNS(SVG, "clipPath");
    clip.id = `clip-${this.plot.dataset.plot}`;
    this.inside = document.createElementNS(SVG, "rect");
    clip.append(this.inside);
    this.over.append(clip);
    this.parts = this.lanes.map(({ ink, dash, path, name }, i) => {
      const line = document.createElementNS(SVG, "path");
      const leader = document.createElementNS(SVG, "path");
      const marker = document.createElementNS(SVG, "path");
      const text = document.createElementNS(SVG, "text");
      const strong = i < this.strong;
      line.setAttribute("class", "line");
      line.setAttribute("clip-path", `url(#${clip.id})`);
      leader.setAttribute("class", "leader");
      marker.setAttribute("class", "marker");
      marker.setAttribute("d", path);
      text.textContent = name;
      for (const part of [line, leader, marker, text]) {
        part.style.setProperty("--lane", `var(--${ink})`);
        part.dataset.lane = String(i);
        part.toggleAttribute("data-faint", !strong);
      }
      if (dash !== "solid") line.style.strokeDasharray = dash.split(",").map((each) => `${parseFloat(each)}px`).join(" ");
      if (large) line.style.strokeWidth = "3";
      return { line, leader, marker, name: text };
    });
    for (const kind of /** @type {const} */ (["line", "leader", "marker", "name"])) {
      this.over.append(...[...this.parts].reverse().map((part) => part[kind])); // the first lane lies on top
    }
    this.over.style.fontSize = `${13 * this.type}px`;
  }

  /** Find where everything is in pixels, which a zoom or another size changes. */
  #place() {
    const { plot, inside } = this;
    if (!plot._fullLayout?.xaxis || !inside || !plot.data) return;
    const shapes = new DrawnShapes(plot, {});
    this.at = shapes.at.bind(shapes);
    this.box = shapes.plot;
    const { left, top, right, bottom } = shapes.plot;
    for (const [name, value] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top })) inside.setAttribute(name, String(value));
    this.lines = this.lanes.map((_, i) => {
      const trace = plot.data?.find(({ meta }) => meta?.lane === i);
      return trace && laneLine(Array.from(trace.x, (x, k) => shapes.at([x, trace.y[k] ?? NaN])));
    });
    this.draw(this.row);
  }

  /**
   * Show a row.
   * @param {number} row
   */
  draw(row) {
    this.row = row;
    const { box, at, parts, lines, boundaries } = this;
    if (!box || !at) return;
    /** @type {(Point | undefined)[]} */
    const places = parts.map(({ line, marker }, i) => {
      const own = lines[i];
      /** @type {Point | undefined} */
      let place;
      if (own) {
        line.setAttribute("d", pathUpTo(own, row));
        place = own.points[Math.min(row, own.points.length - 1)];
      } else {
        const ends = boundaries[i] && clipLine(boundaries[i](row).map(at), box);
        line.setAttribute("d", ends ? `M${ends.join("L")}` : "M0,0");
        place = ends && along(ends, (i + 1) / (parts.length + 1));
      }
      const seen = place && inBox(place, box) ? place : undefined;
      marker.style.display = seen ? "" : "none";
      if (seen) marker.setAttribute("transform", `translate(${seen})`);
      return seen;
    });
    this.#name(places, box);
  }

  /**
   * Put the names beside their markers.
   * @param {(Point | undefined)[]} places
   * @param {import("../draw/clipping.js").Box} box
   */
  #name(places, box) {
    const { parts, type } = this;
    const shown = places.map((place, i) => (place && i < this.strong ? i : -1)).filter((i) => i >= 0);
    const heights = apart(shown.map((i) => /** @type {Point} */ (places[i])[1]), LINE_HEIGHT * type, box.top - 4, box.bottom + 4);
    parts.forEach(({ name, leader }, i) => {
      const which = shown.indexOf(i);
      const place = places[i];
      name.style.display = leader.style.display = which >= 0 && place ? "" : "none";
      if (which < 0 || !place) return;
      const [x, y] = place;
      const beyond = x + (ASIDE + LETTER * (name.textContent?.length ?? 0)) * type > this.plot.clientWidth;
      const left = x + (beyond ? -ASIDE : ASIDE) * type;
      const height = heights[which];
      name.setAttribute("text-anchor", beyond ? "end" : "start");
      name.setAttribute("x", String(left));
      name.setAttribute("y", String(height + 4.5 * type));
      leader.setAttribute("d", Math.abs(height - y) > LINE_HEIGHT * type ? `M${x},${y}L${left},${height}` : "M0,0");
    });
  }

  close() {
    this.resizer.disconnect();
    cancelAnimationFrame(this.resizing);
    putAway(this.plotly, this.plot);
  }
}

/**
 * Return the point of a line at a part of its length, from its upper end: so several lines have their markers apart.
 * @param {Point[]} ends
 * @param {number} part
 * @returns {Point}
 */
function along(ends, part) {
  const [[x0, y0], [x1, y1]] = [...ends].sort((one, other) => one[1] - other[1]);
  return [x0 + part * (x1 - x0), y0 + part * (y1 - y0)];
}

/**
 * @param {Point} point
 * @param {import("../draw/clipping.js").Box} box
 */
function inBox([x, y], { left, top, right, bottom }) {
  return x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1;
}
