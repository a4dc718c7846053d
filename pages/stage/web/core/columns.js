// @ts-check
/** Finds rows and points in columns. */

/**
 * Return the row that holds step t, or that of the nearest held step before it.
 * @param {import("./unpacking.js").Numbers} steps ascending
 * @param {number} t
 */
export function rowOf(steps, t) {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (steps[middle] <= t) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @typedef {[number, number]} Point */

/**
 * Return points of a packed column at a row, in data units.
 * @param {import("./unpacking.js").Column} column
 * @param {number} row
 * @param {number[]} numbers which of the row's points
 * @returns {Point[]}
 */
export function pairs({ values, shift = [0, 0], width }, row, numbers) {
  return numbers.map((number) => {
    const at = row * width + 2 * number;
    return [values[at] + shift[0], values[at + 1] + shift[1]];
  });
}

/**
 * Put a line shape between two points.
 * @param {Shape} shape
 * @param {Point[]} ends
 */
export function putLine(shape, [[x0, y0], [x1, y1]]) {
  Object.assign(shape, { x0, y0, x1, y1 });
}
