// The path over the map of the loss: as far as it goes at each row, and where it leaves the map.

import assert from "node:assert/strict";
import test from "node:test";

import { trailOf } from "../../pages/stage/web/views/map.js";

const plot = { left: 0, top: 0, right: 100, bottom: 100 };
const drawn = { plot, near: { left: -200, top: -200, right: 300, bottom: 300 }, at: (place) => place };

test("a path goes from step to step, and each row's part begins it", () => {
  const trail = trailOf([[10, 10], [20, 10], [20, 40]], drawn);
  assert.equal(trail.line, "M10.0,10.0L20.0,10.0L20.0,40.0");
  assert.deepEqual(trail.until.map(({ line }) => trail.line.slice(0, line)), ["", "M10.0,10.0L20.0,10.0", trail.line]);
  assert.equal(trail.dots, "M10.0,10.0h0M20.0,10.0h0M20.0,40.0h0");
  assert.equal(trail.marks, "");
});

test("of steps too near to be told apart one has a dot", () => {
  const trail = trailOf([[10, 10], [10.5, 10.5], [11, 11], [14, 10]], drawn);
  assert.equal(trail.dots, "M10.0,10.0h0M14.0,10.0h0");
});

test("a step beyond the map is marked at its edge, once for a place, and nothing is drawn far outside", () => {
  const trail = trailOf([[50, 50], [5000, 50], [6000, 50], [50, 1e300], [50, 60]], drawn);
  assert.equal(trail.marks.match(/M/g)?.length, 2);
  assert.ok(trail.marks.startsWith("M100.0,50.0"));
  for (const [, x, y] of trail.line.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)) {
    assert.ok(Number(x) >= -200 && Number(x) <= 300 && Number(y) >= -200 && Number(y) <= 300);
  }
  assert.deepEqual(trail.until.map(({ marks }) => marks > 0), [false, true, true, true, true]);
});

test("no path leaves nothing behind", () => {
  assert.deepEqual(trailOf([], drawn), { points: [], line: "", dots: "", marks: "", until: [] });
});
