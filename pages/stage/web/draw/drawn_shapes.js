// Moves shapes where Plotly has drawn them. Asking Plotly costs 2 ms a figure and makes all their elements anew;
// between two whole drawings only `d` and `transform` change, by Plotly's own map from data to pixels.
export class DrawnShapes {
  // Looks at what is drawn now, which Plotly may have drawn anew since the last move.
  // index : of each shape among the figure's, by its name.
  constructor(plot, index) {
    this.index = index;
    const { xaxis, yaxis } = plot._fullLayout;
    this.x = (value) => xaxis._offset + xaxis.d2p(value);
    this.y = (value) => yaxis._offset + yaxis.d2p(value);
    this.groups = {}; // by index
    for (const group of plot.querySelectorAll(".shapelayer .shape-group")) this.groups[group.dataset.index] = group;
  }

  // A path through points in data units: a line through two of them, a closed band through more.
  path(name, points) {
    const corners = points.map(([x, y]) => `${this.x(x)},${this.y(y)}`).join("L");
    this.#group(name)?.firstChild?.setAttribute("d", `M${corners}${points.length > 2 ? "Z" : ""}`);
  }

  // A line between two points, whose label stays as far from its middle as when it was drawn between two others.
  line(name, points, drawn) {
    this.path(name, points);
    const label = this.#group(name)?.children[1];
    if (!label) return;
    const [x, y] = this.#middle(points);
    const [x0, y0] = this.#middle(drawn);
    label.setAttribute("transform", `translate(${x - x0},${y - y0})`);
  }

  // A shape of one size and its label, drawn at one place and now at another; y is left out where it only moves sideways.
  slide(name, x, x0, y, y0) {
    const down = y === undefined ? 0 : this.y(y) - this.y(y0);
    for (const part of this.#group(name)?.children ?? []) {
      part.setAttribute("transform", `translate(${this.x(x) - this.x(x0)},${down})`);
    }
  }

  // Other words in a shape's label.
  say(name, words) {
    const label = this.#group(name)?.querySelector("text");
    if (label && label.textContent !== words) label.textContent = words;
  }

  #group(name) {
    return this.groups[this.index[name]];
  }

  #middle([[x0, y0], [x1, y1]]) {
    return [(this.x(x0) + this.x(x1)) / 2, (this.y(y0) + this.y(y1)) / 2];
  }
}
