// The figure one draws on. It knows where a pixel is only by Plotly's own axes.

import { PLOT_CONFIG, drawFigure, putAway, recolour, room } from "../draw/plotting.js";

const GHOSTS = ["M7.4,0L0,7.4L-7.4,0L0,-7.4Z", "M6,0A6,6 0 1,1 0,-6A6,6 0 0,1 6,0Z"]; // diamond and circle, a little large

export class DrawPlane {
  constructor(root, plotly, onView) {
    this.plotly = plotly;
    this.plot = root.querySelector("[data-plot=draw]");
    this.hand = root.querySelector(".hand");
    this.part = (name) => this.hand.querySelector(`.${name}`);
    this.points = [];
    this.onView = onView;
    this.resizer = new ResizeObserver(() => {
      cancelAnimationFrame(this.resizing);
      this.resizing = requestAnimationFrame(() => {
        if (this.plot.data && this.plot.clientWidth) plotly.relayout(this.plot, room(this.plot)).then(onView);
      });
    });
    this.resizer.observe(this.plot);
    // The wheel scrolls the page, as everywhere; with Control it zooms.
    const scroll = (event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); };
    this.plot.addEventListener("wheel", scroll, { capture: true, passive: true });
  }

  // view : what part of the plane to show, [[low, high], [low, high]].
  show(figure, points, view, { dark, colours, jitter }) {
    this.points = points;
    this.jitter = jitter;
    const fresh = recolour(figure, dark ? colours : {});
    const data = fresh.data.map((trace, label) => {
      const own = points.filter(({ y }) => y === label);
      const x = (which) => Float64Array.from(own, (point) => this.#shown(point)[which]);
      const exact = (which) => own.map((point) => String(point.x[which]));
      return { ...trace, x: x(0), y: x(1), customdata: own.map(({ row }) => row + 1), text: exact(0), hovertext: exact(1) };
    });
    const layout = { ...fresh.layout, ...room(this.plot), dragmode: false, uirevision: false };
    ["xaxis", "yaxis"].forEach((axis, which) => { layout[axis] = { ...layout[axis], range: [...view[which]], autorange: false }; });
    const first = !this.plot.data;
    drawFigure(this.plotly, this.plot, { data, layout }, { ...PLOT_CONFIG, doubleClick: false, displayModeBar: false });
    if (first) this.plot.on("plotly_relayout", () => this.onView());
  }

  #shown({ x, beside }) {
    return this.jitter ? [x[0] + beside[0], x[1] + beside[1]] : x;
  }

  get axes() {
    const { xaxis, yaxis } = this.plot._fullLayout;
    return [xaxis, yaxis];
  }

  get range() {
    return this.axes.map(({ range }) => [Number(range[0]), Number(range[1])]);
  }

  set range(view) {
    this.plotly.relayout(this.plot, { "xaxis.range": [...view[0]], "yaxis.range": [...view[1]] });
  }

  // Shows so many times the width and height, around the same middle.
  zoom(times) {
    const ends = [(1 - times) / 2, (1 + times) / 2];
    this.range = this.axes.map((axis) => ends.map((share) => axis.p2d(share * axis._length)).sort((low, high) => low - high));
  }

  // Where on the plot a point is drawn, in pixels from its corner.
  pixel(point) {
    const shown = this.#shown(point);
    return this.axes.map((axis, which) => axis._offset + axis.d2p(shown[which]));
  }

  // The data at a pixel; within the axes, however far outside the pixel is.
  data(pixel) {
    return this.axes.map((axis, which) => axis.p2d(Math.max(0, Math.min(axis._length, pixel[which] - axis._offset))));
  }

  // The pixel nearest to one that is within the axes.
  within(pixel) {
    return this.axes.map(({ _offset, _length }, which) => Math.max(_offset, Math.min(_offset + _length, pixel[which])));
  }

  holds(pixel) {
    return this.within(pixel).every((value, which) => value === pixel[which]);
  }

  // A place by its share of the axes, from the left and from the top, as a pixel; and the other way round.
  place(share) {
    return this.axes.map(({ _offset, _length }, which) => _offset + share[which] * _length);
  }

  share(pixel) {
    return this.axes.map(({ _offset, _length }, which) => (pixel[which] - _offset) / _length);
  }

  at({ clientX, clientY }) {
    const { left, top } = this.plot.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

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
  ghost(pixel, label) {
    const ghost = this.part("ghost");
    ghost.setAttribute("class", `ghost class${label}`);
    ghost.setAttribute("d", GHOSTS[label]);
    this.#put(ghost, pixel);
  }

  ring(point) {
    this.#put(this.part("ring"), point && this.pixel(point));
  }

  cross(pixel) {
    const cross = this.part("cross");
    cross.toggleAttribute("hidden", !pixel);
    if (!pixel) return;
    const [[left, top], [right, bottom]] = [this.place([0, 0]), this.place([1, 1])];
    const draw = (name, values) => Object.entries(values).forEach(([key, value]) => this.part(name).setAttribute(key, value));
    draw("across", { x1: left, x2: right, y1: pixel[1], y2: pixel[1] });
    draw("up", { x1: pixel[0], x2: pixel[0], y1: top, y2: bottom });
  }

  #put(element, pixel) {
    element.toggleAttribute("hidden", !pixel);
    if (pixel) element.setAttribute("transform", `translate(${pixel[0]},${pixel[1]})`);
  }

  letGo() {
    this.#put(this.part("ghost"));
    this.ring();
    this.fade();
  }

  // Shows a point pale while it is on its way elsewhere.
  fade(point) {
    if (this.faded) this.faded.style.visibility = "";
    this.faded = undefined;
    if (!point) return;
    const own = this.points.filter(({ y }) => y === point.y);
    for (const group of this.plot.querySelectorAll(".scatterlayer .trace")) {
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
