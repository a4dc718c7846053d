// @ts-check
/** What each view of the Lab's second picture is: a figure, and what of it moves with the step. */

/** @typedef {import("../core/columns.js").Point} Point */
/** @typedef {import("../draw/drawn_shapes.js").DrawnShapes} DrawnShapes */
/** @typedef {import("../stage/payload.js").Payload} Payload */
/** @typedef {import("../stage/lab.js").LabHeader} LabHeader */

/** A view in which nothing moves; others say what does. */
export class View {
  /** @param {string} name what links, buttons and the payload call it */
  constructor(name) {
    this.name = name;
  }

  /**
   * Return what it shows of a payload, but for what comes from the columns.
   * @param {Payload} payload
   * @returns {Figure}
   */
  frame(payload) {
    return this.header(payload).curve[this.name];
  }

  /**
   * Return all that it shows of a payload.
   * @param {Payload} payload
   * @returns {Figure}
   */
  figure(payload) {
    return this.frame(payload);
  }

  /**
   * Return what zoom lasts as long as.
   * @param {Payload} payload
   * @param {Figure} figure
   * @returns {string}
   */
  revision(payload, figure) {
    return figure.name;
  }

  /**
   * Return the ranges of both axes that it opens with.
   * @param {Figure} frame
   * @param {Layout} layout of what is drawn
   * @returns {Record<string, number[]>}
   */
  opening(frame, layout) {
    return { xaxis: frame.layout.xaxis.range, yaxis: frame.layout.yaxis.range };
  }

  /**
   * Return where all that moves is at a row, in data units.
   * @param {Payload} payload
   * @param {number} row
   * @returns {any}
   */
  places(payload, row) {
    return undefined;
  }

  /**
   * Have the figure's own shapes say where things are.
   * @param {(name: string) => Shape} shape
   * @param {any} there
   */
  tell(shape, there) {}

  /**
   * Move what is drawn.
   * @param {DrawnShapes} drawn
   * @param {any} there where everything is
   * @param {any} still where it was when Plotly drew it
   */
  move(drawn, there, still) {}

  /**
   * Lay over the figure what is no shape of it.
   * @param {Plot} plot
   * @param {any} there where everything is
   */
  lay(plot, there) {}

  /**
   * Return the step that a click on a point goes to, if it goes to one.
   * @param {{ x: number, y: number }} point
   * @returns {number | undefined}
   */
  stepAt(point) {
    return undefined;
  }

  /**
   * Return the learning rate that a click on a point takes from the start, if it takes one.
   * @param {{ x: number, y: number }} point
   * @returns {number | undefined}
   */
  rateAt(point) {
    return undefined;
  }

  /**
   * @param {Payload} payload
   * @returns {LabHeader}
   */
  header({ header }) {
    return /** @type {any} */ (header);
  }
}
