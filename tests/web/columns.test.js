// Rows and points found in columns.
import assert from "node:assert/strict";
import { test } from "node:test";

import { pairs, putLine, rowOf } from "../../pages/stage/web/core/columns.js";

test("the row of a step is that of the nearest held step before it", () => {
  const steps = Uint32Array.from([0, 10, 20, 21, 22, 40]);
  const rows = [0, 9, 10, 19, 20, 21, 22, 39, 40, 41, -1].map((t) => rowOf(steps, t));
  assert.deepEqual(rows, [0, 0, 1, 1, 2, 3, 4, 4, 5, 5, 0]);
  assert.equal(rowOf(Uint32Array.from([0]), 7), 0);
});

test("packed points come back in data units", () => {
  const column = { values: Float32Array.from([0, 1, 2, 3, 4, 5, 6, 7]), width: 4, shift: [100, -100] };
  assert.deepEqual(pairs(column, 1, [1, 0]), [[106, -93], [104, -95]]);
});

test("a line is put between two points", () => {
  const shape = { type: "line", x0: 0 };
  putLine(shape, [[1, 2], [3, 4]]);
  assert.deepEqual(shape, { type: "line", x0: 1, y0: 2, x1: 3, y1: 4 });
});
