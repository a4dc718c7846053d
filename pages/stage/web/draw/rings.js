// @ts-check
/** Rings around points of the plane besides the picked one, in a layer over it that no pointer meets. */

import { DrawnShapes } from "./drawn_shapes.js";

/** @typedef {import("../core/columns.js").Point} Point */

const RING = 8; // pixels, from a ring's middle
const CIRCLE = `m${-RING},0a${RING},${RING} 0 1 0 ${2 * RING},0a${RING},${RING} 0 1 0 ${-2 * RING},0`;

export class Rings {
  /**
   * @param {HTMLElement} path the element, of a layer as large as the plot's own
   * @param {HTMLElement} ofBatch the one of the batch's rings, in that layer
   */
  constructor(path, ofBatch) {
    this.path = path;
    this.ofBatch = ofBatch;
    /** @type {Map<number, Point>} where each example is, of a drawing */
    this.places = new Map();
    /** @type {unknown} the drawing whose places those are */
    this.drawn = undefined;
    /** @type {ArrayLike<number>} the members of a batch too large to be sent for each step */
    this.atRest = [];
    /** @type {Point[]} around which points, in data units */
    this.points = [];
  }

  /**
   * Ring these examples, from 1; those that are not drawn get no ring.
   * @param {number[]} examples
   * @param {{ plane: Plot, index: { plane: Record<string, number> }, there?: { members?: ArrayLike<number> } }} scene
   * @param {number[]} [members] those of a large batch, from 1
   */
  ring(examples, scene, members = []) {
    const { plane, index } = scene;
    if (!examples.length && !this.points.length && !members.length && !this.atRest.length) return;
    this.atRest = members;
    const among = new Set(examples);
    this.points = !examples.length ? [] : (plane._fullData ?? []).flatMap(({ x, y, customdata }) => (
      Array.from(customdata ?? []).flatMap((example, i) => (among.has(Number(example)) ? [/** @type {Point} */ ([x[i], y[i]])] : []))));
    this.put(new DrawnShapes(plane, index.plane), scene);
  }

  /**
   * Put the rings where their points are, as far as these are in view.
   * @param {DrawnShapes} plane
   * @param {{ plane: Plot, there?: { members?: ArrayLike<number> } }} scene
   */
  put(plane, scene) {
    this.#put(plane, this.path, this.points);
    const members = scene.there?.members ?? this.atRest;
    if (!members.length && !this.ofBatch.hasAttribute("d")) return;
    this.#look(scene.plane);
    const points = Array.from(members, (member) => this.places.get(member));
    this.#put(plane, this.ofBatch, /** @type {Point[]} */ (points.filter((point) => point !== undefined)));
  }

  /**
   * Look up where each example is, once for all steps of a drawing.
   * @param {Plot} plane
   */
  #look({ _fullData: traces }) {
    if (this.drawn === traces) return;
    this.drawn = traces;
    this.places.clear();
    for (const { x, y, customdata } of traces ?? []) {
      Array.from(customdata ?? []).forEach((example, i) => this.places.set(Number(example), [x[i], y[i]]));
    }
  }

  /**
   * @param {DrawnShapes} plane
   * @param {HTMLElement} element
   * @param {Point[]} points
   */
  #put(plane, element, points) {
    const { left, top, right, bottom } = plane.plot;
    const inside = points.map((point) => plane.at(point)).filter(([x, y]) => x >= left && x <= right && y >= top && y <= bottom);
    const path = inside.map(([x, y]) => `M${x.toFixed(1)},${y.toFixed(1)}${CIRCLE}`).join("");
    if (path !== (element.getAttribute("d") ?? "")) element.setAttribute("d", path);
  }
}
