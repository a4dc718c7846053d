import assert from "node:assert/strict";
import { test } from "node:test";

import { drawBetween, drawnPoints } from "../../pages/stage/web/learning/expected.js";

const COLUMNS = [20, 30, 40, 50, 60];
const empty = () => COLUMNS.map(() => undefined);

test("each column between two places gets a value, but for the first", () => {
  const values = empty();
  drawBetween(COLUMNS, values, [15, 1], [55, 0.2], 10);
  assert.deepEqual(values.map((value) => value && Number(value.toFixed(6))), [undefined, 0.7, 0.5, 0.2, undefined]);
  assert.deepEqual(drawnPoints(COLUMNS, values).map(([step]) => step), [30, 40, 50]);
});

test("drawing over replaces, forward and backward", () => {
  const values = empty();
  drawBetween(COLUMNS, values, [30, 1], [60, 1], 10);
  drawBetween(COLUMNS, values, [52, 0.5], [38, 0.5], 10);
  assert.deepEqual(values, [undefined, 1, 0.5, 0.5, 1]);
});

test("a stroke may leave the picture: below there is nothing, above and beside it goes on", () => {
  const values = empty();
  drawBetween(COLUMNS, values, [30, -5], [40, 900], 10);
  assert.deepEqual([values[1], values[2]], [0, 10]);
  drawBetween(COLUMNS, values, [55, 3], [75, 3], 10);
  assert.equal(values[4], 3);
});

test("a press alone draws the nearest column", () => {
  const values = empty();
  drawBetween(COLUMNS, values, [43, 0.3], [43, 0.3], 10);
  assert.deepEqual(drawnPoints(COLUMNS, values), [[40, 0.3]]);
  const two = [undefined, undefined];
  drawBetween([0, 1], two, [0.8, 2], [0.8, 2], 10);
  assert.deepEqual(two, [undefined, 2]);
});
