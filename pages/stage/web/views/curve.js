// @ts-check
/** The curves over the steps: J, on either scale, or the parameters. A veil covers what is still to come. */

import { soFar } from "../draw/so_far.js";
import { View } from "./view.js";

/** @typedef {{ t: number, end: number, J: number }} CurvePlaces */

export class CurveView extends View {
  /**
   * Return the figure with its points, which come from the columns, so that they cross the wire once.
   * @param {import("./view.js").Payload} payload
   * @returns {Figure}
   */
  figure(payload) {
    const figure = this.frame(payload);
    const { columns, steps, until } = payload;
    const header = this.header(payload);
    const names = Object.keys(header.curve_sources).filter((name) => (name === "J") === (this.name !== "weights"));
    const data = figure.data.map((trace, i) => {
      if (i >= names.length) return trace;
      const source = header.curve_sources[names[i]];
      const values = columns[source.y].values;
      if (!source.rows) return soFar({ ...trace, x: source.x ? columns[source.x].values : steps, y: values }, until);
      const rows = columns[source.rows].values;
      return soFar({ ...trace, x: rows, y: Float64Array.from(rows, (row) => values[row]) }, until);
    });
    return { ...figure, data, name: `${figure.name}${header.run}${until ?? ""}` };
  }

  /**
   * @param {import("./view.js").Payload} payload
   * @returns {string}
   */
  revision(payload) {
    return `${this.name}${payload.header.steps}`;
  }

  /**
   * @param {import("./view.js").Payload} payload
   * @param {number} row
   * @returns {CurvePlaces}
   */
  places({ header, columns, steps }, row) {
    return {
      t: steps[row],
      end: Math.max(header.steps, header.asked) * 2.1 + 2, // however far the veil slides, it covers what is still to come
      J: (columns.F ?? columns.J).values[row], // what descent makes small
    };
  }

  /**
   * @param {(name: string) => Shape} shape
   * @param {CurvePlaces} there
   */
  tell(shape, { t, end, J }) {
    const [veil, cursor, dot] = ["veil", "cursor", "dot"].map(shape);
    veil.x0 = cursor.x0 = cursor.x1 = dot.xanchor = t;
    veil.x1 = end;
    dot.yanchor = J;
    dot.visible = this.name === "loss"; // on a log axis Plotly flattens a dot sized in pixels
  }

  /**
   * @param {import("./view.js").DrawnShapes} drawn
   * @param {CurvePlaces} there
   * @param {CurvePlaces} still
   */
  move(drawn, { t, J }, still) {
    for (const shape of ["veil", "cursor"]) drawn.slide(shape, t, still.t);
    drawn.slide("dot", t, still.t, J, still.J);
  }

  /** @param {{ x: number, y: number }} point */
  stepAt({ x }) {
    return x;
  }
}
