// A lane's line in pixels, and the names that stand beside markers.
import assert from "node:assert/strict";
import { test } from "node:test";

import { apart, laneLine, pathUpTo } from "../../pages/stage/web/compare/lane_line.js";

test("a line is drawn up to a row", () => {
  const line = laneLine([[0, 0], [10, 5.25], [20, 7]]);
  assert.equal(pathUpTo(line, 0), "M0.0,0.0");
  assert.equal(pathUpTo(line, 1), "M0.0,0.0L10.0,5.3");
  assert.equal(pathUpTo(line, 2), line.path);
  assert.equal(pathUpTo(line, 99), line.path);
});

test("what has no place is left out, and the line goes on after it", () => {
  const line = laneLine([[NaN, 0], [1, 1], [undefined, 2], [3, Infinity], [4, 4], [5, 5]]);
  assert.equal(pathUpTo(line, 0), "M0,0"); // nothing yet
  assert.equal(pathUpTo(line, 3), "M1.0,1.0");
  assert.equal(line.path, "M1.0,1.0M4.0,4.0L5.0,5.0");
});

test("of points that lie on one another one is drawn, whatever the row", () => {
  const line = laneLine([[0, 0], [0.2, 0.2], [0.4, 0.3], [9, 9]]);
  assert.equal(line.path, "M0.0,0.0L0.4,0.3L9.0,9.0");
  assert.equal(pathUpTo(line, 1), "M0.0,0.0");
});

test("names that have room stand at their markers", () => {
  assert.deepEqual(apart([10, 50, 90], 15, 0, 100), [10, 50, 90]);
});

test("names that would lie over one another stand round their middle, in the order of their markers", () => {
  assert.deepEqual(apart([52, 50, 51], 15, 0, 100), [66, 36, 51]);
});

test("names stay within the picture, none over another", () => {
  for (const wanted of [[0, 0, 0, 0, 0, 0], [100, 100, 100], [95, 99, 5, 100, 2, 50]]) {
    const places = apart(wanted, 15, 0, 100);
    const sorted = [...places].sort((a, b) => a - b);
    assert.ok(sorted[0] >= 7.5 - 1e-9 && sorted.at(-1) <= 92.5 + 1e-9, `${places}`);
    sorted.slice(1).forEach((place, i) => assert.ok(place - sorted[i] >= 15 - 1e-9, `${places}`));
  }
});
