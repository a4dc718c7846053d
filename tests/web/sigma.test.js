// The S-curve's places, which come as parts of an axis.
import assert from "node:assert/strict";
import { test } from "node:test";

import { placesIn } from "../../pages/stage/web/views/sigma.js";

test("parts of an axis are places on it, row by row", () => {
  const column = { values: new Uint16Array([0, 65535, 32768, 0]), width: 2 };
  assert.deepEqual(placesIn(column, 0, [-4, 4]), [-4, 4]);
  assert.ok(Math.abs(placesIn(column, 1, [-4, 4])[0]) < 1e-3);
});

test("what stands still has one row for all steps", () => {
  const column = { values: new Uint16Array([0, 65535]), width: 2 };
  assert.deepEqual(placesIn(column, 17, [1, 3]), [1, 3]);
});
