// Draws one step: moves the two figures' shapes and fills the text fields. Points and axes are left alone.
const BANDS = 6;
const FIRST_LINE = 1; // of the seven packed lines, those with a shape of their own are 1 to 5
const LINES = 5;
const FORMER = 11;

function loadPlotly(url) {
  window.gradientPlotly ??= new Promise((resolve, reject) => {
    if (window.Plotly) { resolve(window.Plotly); return; }
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("the drawing library could not be loaded"));
    document.head.append(script);
  });
  return window.gradientPlotly;
}

function recolour(value, colours) {
  if (typeof value === "string") return colours[value] ?? value;
  if (Array.isArray(value)) return value.map((entry) => recolour(entry, colours));
  if (value && typeof value === "object") {
    if (value.bdata) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, recolour(entry, colours)]));
  }
  return value;
}

const PLOT_CONFIG = { displayModeBar: false, scrollZoom: true, responsive: false, doubleClick: "reset" };

class Scene {
  constructor(root, plotly) {
    this.plotly = plotly;
    this.plane = root.querySelector("[data-plot=plane]");
    this.curve = root.querySelector("[data-plot=curve]");
    this.root = root;
    this.drawn = {};
    this.pending = Promise.resolve();
    this.resizer = new ResizeObserver(() => {
      cancelAnimationFrame(this.resizing);
      this.resizing = requestAnimationFrame(() => {
        for (const plot of [this.plane, this.curve]) if (plot.data && plot.clientWidth) plotly.Plots.resize(plot);
      });
    });
    this.resizer.observe(this.plane);
    this.resizer.observe(this.curve);
  }

  // Brings both figures to a payload; only what differs from what is drawn is drawn again.
  show(payload, view, dark) {
    this.payload = payload;
    const { header } = payload;
    this.#bring("plane", this.plane, header.plane, `${header.plane.name}${dark}`, dark);
    const figure = this.#withPoints(header.curve[view], view);
    this.#bring("curve", this.curve, figure, `${figure.name}${view}${dark}`, dark);
    this.view = view;
    const ring = JSON.stringify(header.ring);
    if (this.drawn.ring !== ring || this.drawn.ringOn !== this.drawn.plane) {
      this.drawn.ring = ring;
      this.drawn.ringOn = this.drawn.plane;
      this.plotly.relayout(this.plane, { ...header.ring });
    }
  }

  #bring(slot, plot, figure, name, dark) {
    if (this.drawn[slot] === name) return;
    this.drawn[slot] = name;
    const colours = dark ? this.payload.header.dark : {};
    const fresh = recolour(figure, colours);
    const range = slot === "curve" ? `${this.payload.header.steps}` : figure.name;
    fresh.layout.uirevision = range;
    if (slot === "curve") fresh.layout.yaxis.uirevision = `${this.view ?? ""}${range}${name.slice(16)}`;
    this.plotly.react(plot, fresh.data, fresh.layout, PLOT_CONFIG);
  }

  // The curve's points come from the columns, so that they cross the wire once.
  #withPoints(figure, view) {
    const names = view === "weights" ? ["w1", "w2", "b", "norm"] : ["J"];
    const { columns, header, steps } = this.payload;
    const data = figure.data.map((trace, i) => {
      if (i >= names.length) return trace;
      const source = header.curve_sources[names[i]];
      const values = columns[source.y].values;
      if (!source.rows) return { ...trace, x: source.x ? columns[source.x].values : steps, y: values };
      const rows = columns[source.rows].values;
      return { ...trace, x: rows, y: Float64Array.from(rows, (row) => values[row]) };
    });
    return { ...figure, data, name: `${figure.name}${this.payload.id}` };
  }

  draw(row) {
    const { columns, steps, header } = this.payload;
    const lines = columns.lines;
    const moved = {};
    for (let band = 0; band < BANDS; band += 1) {
      const at = 2 * band;
      moved[`shapes[${band}].path`] =
        `M${point(lines, row, at)}L${point(lines, row, at + 1)}L${point(lines, row, at + 3)}L${point(lines, row, at + 2)}Z`;
    }
    for (let line = 0; line < LINES; line += 1) this.#line(moved, BANDS + line, ends(lines, row, FIRST_LINE + line));
    if (columns.former) this.#line(moved, FORMER, ends(columns.former, row, 0));
    const t = steps[row];
    const cursor = { "shapes[0].x0": t, "shapes[0].x1": header.steps * 1.02 + 1, "shapes[1].x0": t, "shapes[1].x1": t };
    if (this.view !== "weights") {
      cursor["shapes[2].xanchor"] = t;
      cursor["shapes[2].yanchor"] = columns.J.values[row];
    } else {
      cursor["shapes[2].visible"] = false;
    }
    this.plotly.relayout(this.plane, moved);
    this.plotly.relayout(this.curve, cursor);
  }

  #line(moved, shape, [x0, y0, x1, y1]) {
    const name = `shapes[${shape}]`;
    moved[`${name}.x0`] = x0;
    moved[`${name}.y0`] = y0;
    moved[`${name}.x1`] = x1;
    moved[`${name}.y1`] = y1;
  }

  zoomed() {
    return [this.plane, this.curve].some(({ layout }) =>
      ["xaxis", "yaxis"].some((axis) => layout[axis].range.some((end, i) => end !== this.opening(layout, axis)[i])));
  }

  opening(layout, axis) {
    const figure = layout === this.plane.layout ? this.payload.header.plane : this.payload.header.curve[this.view];
    return figure.layout[axis].range;
  }

  wholeView() {
    for (const plot of [this.plane, this.curve]) {
      const change = {};
      for (const axis of ["xaxis", "yaxis"]) change[`${axis}.range`] = [...this.opening(plot.layout, axis)];
      this.plotly.relayout(plot, change);
    }
  }

  close() {
    this.resizer.disconnect();
    for (const plot of [this.plane, this.curve]) this.plotly.purge(plot);
  }
}

// Text fields: every element with data-col shows its column's number at the row on screen.
class Fields {
  constructor(root) {
    this.root = root;
  }

  find(payload) {
    const { columns, header } = payload;
    this.fields = [...this.root.querySelectorAll("[data-col]")].map((element) => {
      const name = element.dataset.col;
      const how = element.dataset.as ?? "number";
      const values = (columns[name] ?? columns.t).values;
      return { element, how, values, next: columns[`next_${name}`]?.values, words: header.words[name] };
    });
    this.extreme = columns.extreme?.values;
  }

  write(row) {
    for (const { element, how, values, next, words } of this.fields) {
      const x = values[row];
      let text;
      if (how === "integer") text = x.toLocaleString("en-US");
      else if (how === "brackets") text = writeInBrackets(x);
      else if (how === "word") text = words[x];
      else if (how === "factor" && this.extreme?.[row]) text = writePowerOfTen(x);
      else if (how === "before") text = writeChange(x, next[row])[0];
      else if (how === "after") text = writeChange(x, next[row])[1];
      else text = writeNumber(x);
      if (element.textContent !== text) element.textContent = text;
    }
    this.row = row;
  }

  // The full precision of a number, for a tooltip.
  exactly(element) {
    const field = this.fields?.find((entry) => entry.element === element);
    if (!field || field.how === "word") return "";
    const x = (field.how === "after" ? field.next : field.values)[this.row];
    return field.how === "factor" && this.extreme?.[this.row] ? `10^${x}` : String(x);
  }
}
