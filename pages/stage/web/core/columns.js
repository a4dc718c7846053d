// Finds rows and points in columns.

// The row that holds step t, or of the nearest held step before it.
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

// Points of a packed column at a row, by their places in it, as [x, y] in data units.
export function pairs(column, row, places) {
  const { values, shift, width } = column;
  return places.map((place) => {
    const at = row * width + 2 * place;
    return [values[at] + shift[0], values[at + 1] + shift[1]];
  });
}

// Puts a line shape between two points.
export function putLine(shape, [[x0, y0], [x1, y1]]) {
  Object.assign(shape, { x0, y0, x1, y1 });
}
