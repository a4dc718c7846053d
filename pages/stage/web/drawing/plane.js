// @ts-check
/** The figure one draws on. It knows where a pixel is only by Plotly's own axes. */

import { find, findPlot } from "../core/elements.js";
import { PLOT_CONFIG, drawFigure, putAway, recolour, room } from "../draw/plotting.js";

const GHOSTS = ["M7.4,0L0,7.4L-7.4,0L0,-7.4Z", "M6,0A6,6 0 1,1 0,-6A6,6 0 0,1 6,0Z"]; // diamond and circle, a little large

export class DrawPlane {
  /**
   * @param {HTMLElement} root
   * @param {Plotly} plotly
   * @param {() => void} onView
   */
  constructor(root, plotly, onView) {
    this.plotly = plotly;
    this.plot = findPlot(root, "[data-plot=draw]");
    this.hand = find(root, ".hand");
    /** @param {string} name */
    this.part = (name) => find(this.hand, `.${name}`);
    /** @type {import("./requests.js").DrawnPoint[]} */
    this.points = [];
    this.jitter = false;
    this.resizing = 0;
    /** @type {SVGElement | undefined} the point that is not shown, being in hand */
    this.faded = undefined;
    this.onView = onView;
    this.resizer = new ResizeObserver(() => {
      cancelAnimationFrame(this.resizing);
      this.resizing = requestAnimationFrame(() => {
        if (this.plot.data && this.plot.clientWidth) plotly.relayout(this.plot, room(this.plot)).then(onView);
      });
    });
    this.resizer.observe(this.plot);
    // The wheel scrolls the page, as everywhere; with Control it zooms.
    const scroll = (/** @type {WheelEvent} */ event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); };
    this.plot.addEventListener("wheel", scroll, { capture: true, passive: true });
  }

  /**
   * Show points in a part of the plane.
   * @param {Figure} figure
   * @param {import("./requests.js").DrawnPoint[]} points
   * @param {[number, number][]} view
   * @param {{ dark: boolean, colours: Record<string, string>, jitter: boolean }} look
   */
  show(figure, points, view, { dark, colours, jitter }) {
    this.points = points;
    this.jitter = jitter;
    const fresh = recolour(figure, dark ? colours : {});
    const data = fresh.data.map((/** @type {object} */ trace, /** @type {number} */ label) => {
      const own = points.filter(({ y }) => y === label);
      /** @param {number} which */
      const x = (which) => Float64Array.from(own, (point) => this.#shown(point)[which]);
      /** @param {number} which */
      const exact = (which) => own.map((point) => String(point.x[which]));
      return { ...trace, x: x(0), y: x(1), customdata: own.map(({ row }) => row + 1), text: exact(0), hovertext: exact(1) };
    });
    const layout = { ...fresh.layout, ...room(this.plot), dragmode: false, uirevision: false };
    ["xaxis", "yaxis"].forEach((axis, which) => { layout[axis] = { ...layout[axis], range: [...view[which]], autorange: false }; });
    const first = !this.plot.data;
    drawFigure(this.plotly, this.plot, { data, layout }, { ...PLOT_CONFIG, doubleClick: false, displayModeBar: false });
    if (first) this.plot.on("plotly_relayout", () => this.onView());
  }

  /**
   * @param {import("./requests.js").DrawnPoint} point
   * @returns {[number, number]}
   */
  #shown({ x, beside }) {
    return this.jitter ? [x[0] + beside[0], x[1] + beside[1]] : x;
  }

  get axes() {
    const { xaxis, yaxis } = this.plot._fullLayout;
    return [xaxis, yaxis];
  }

  /** @returns {[number, number][]} */
  get range() {
    return this.axes.map(({ range }) => [Number(range[0]), Number(range[1])]);
  }

  set range(view) {
    this.plotly.relayout(this.plot, { "xaxis.range": [...view[0]], "yaxis.range": [...view[1]] });
  }

  /**
   * Show so many times the width and height, around the same middle.
   * @param {number} times
   */
  zoom(times) {
    const ends = [(1 - times) / 2, (1 + times) / 2];
    this.range = this.axes.map((axis) => {
      const [one, other] = ends.map((share) => axis.p2d(share * axis._length));
      return [Math.min(one, other), Math.max(one, other)];
    });
  }

  /**
   * Return where on the plot a point is drawn, in pixels from its corner.
   * @param {import("./requests.js").DrawnPoint} point
   */
  pixel(point) {
    const shown = this.#shown(point);
    return this.axes.map((axis, which) => axis._offset + axis.d2p(shown[which]));
  }

  /**
   * Return the data at a pixel; within the axes, however far outside the pixel is.
   * @param {number[]} pixel
   */
  data(pixel) {
    return this.axes.map((axis, which) => axis.p2d(Math.max(0, Math.min(axis._length, pixel[which] - axis._offset))));
  }

  /**
   * Return the pixel nearest to one that is within the axes.
   * @param {number[]} pixel
   */
  within(pixel) {
    return this.axes.map(({ _offset, _length }, which) => Math.max(_offset, Math.min(_offset + _length, pixel[which])));
  }

  /** @param {number[]} pixel */
  holds(pixel) {
    return this.within(pixel).every((value, which) => value === pixel[which]);
  }

  /**
   * Return a place by its share of the axes, from the left and from the top, as a pixel.
   * @param {number[]} share
   */
  place(share) {
    return this.axes.map(({ _offset, _length }, which) => _offset + share[which] * _length);
  }

  /** @param {{ clientX: number, clientY: number }} event */
  at({ clientX, clientY }) {
    const { left, top } = this.plot.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  /**
   * @param {number[]} pixel
   * @param {number} reach
   * @returns {import("./requests.js").DrawnPoint | undefined}
   */
  nearest(pixel, reach) {
    let found;
    let least = reach;
    for (const point of this.points) {
      const [x, y] = this.pixel(point);
      const away = Math.hypot(x - pixel[0], y - pixel[1]);
      if (away <= least && this.holds([x, y])) [found, least] = [point, away];
    }
    return found;
  }

  outOfView() {
    return this.points.filter((point) => !this.holds(this.pixel(point))).length;
  }

  // ------------------------------------------------------------------------- what the hand holds, over the figure
  /**
   * @param {number[]} pixel
   * @param {number} label
   */
  ghost(pixel, label) {
    const ghost = this.part("ghost");
    ghost.setAttribute("class", `ghost class${label}`);
    ghost.setAttribute("d", GHOSTS[label]);
    this.#put(ghost, pixel);
  }

  /** @param {import("./requests.js").DrawnPoint} [point] */
  ring(point) {
    this.#put(this.part("ring"), point && this.pixel(point));
  }

  /** @param {number[]} [pixel] */
  cross(pixel) {
    const cross = this.part("cross");
    cross.toggleAttribute("hidden", !pixel);
    if (!pixel) return;
    const [[left, top], [right, bottom]] = [this.place([0, 0]), this.place([1, 1])];
    /** @type {(name: string, values: Record<string, number>) => void} */
    const draw = (name, values) => {
      for (const [key, value] of Object.entries(values)) this.part(name).setAttribute(key, String(value));
    };
    draw("across", { x1: left, x2: right, y1: pixel[1], y2: pixel[1] });
    draw("up", { x1: pixel[0], x2: pixel[0], y1: top, y2: bottom });
  }

  /**
   * @param {Element} element
   * @param {number[]} [pixel]
   */
  #put(element, pixel) {
    element.toggleAttribute("hidden", !pixel);
    if (pixel) element.setAttribute("transform", `translate(${pixel[0]},${pixel[1]})`);
  }

  letGo() {
    this.#put(this.part("ghost"));
    this.ring();
    this.fade();
  }

  /**
   * Show a point pale while it is on its way elsewhere.
   * @param {import("./requests.js").DrawnPoint} [point]
   */
  fade(point) {
    if (this.faded) this.faded.style.visibility = "";
    this.faded = undefined;
    if (!point) return;
    const own = this.points.filter(({ y }) => y === point.y);
    for (const group of /** @type {any} */ (this.plot.querySelectorAll(".scatterlayer .trace"))) {
      if (group.__data__?.[0]?.trace.index === point.y) this.faded = group.querySelectorAll(".point")[own.indexOf(point)];
    }
    if (this.faded) this.faded.style.visibility = "hidden";
    this.plotly.Fx.unhover(this.plot);
  }

  close() {
    this.resizer.disconnect();
    putAway(this.plotly, this.plot);
  }
}
