// The numbers of the classes around the plane.
import assert from "node:assert/strict";
import { test } from "node:test";

import { deepestCorner } from "../../pages/stage/web/stage/plane_labels.js";

const plot = { left: 0, top: 0, right: 100, bottom: 80 };

test("a class's number stands in the corner that lies deepest on its side", () => {
  const falling = [[40, 0], [60, 80]];
  assert.deepEqual(deepestCorner(falling, [80, -20], plot), [100, 0]);
  assert.deepEqual(deepestCorner(falling, [-80, 20], plot), [0, 80]);
  assert.deepEqual(deepestCorner([[60, 80], [40, 0]], [80, -20], plot), [100, 0]); // whichever end comes first
});

test("a line upright or level leaves both corners of its side; the upper and the left one are taken", () => {
  assert.deepEqual(deepestCorner([[50, -9], [50, 99]], [7, 0], plot), [100, 0]);
  assert.deepEqual(deepestCorner([[-9, 50], [199, 50]], [0, 7], plot), [0, 80]);
});

test("there is none where no part of the plot lies on that side", () => {
  const beside = [[120, -10], [110, 90]];
  assert.equal(deepestCorner(beside, [50, 6], plot), undefined);
  assert.deepEqual(deepestCorner(beside, [-50, -6], plot), [0, 0]);
});
