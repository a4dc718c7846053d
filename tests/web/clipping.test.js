// Lines and bands cut to the plot, and labels where the lines leave it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { clipLine, clipPolygon } from "../../pages/stage/web/draw/clipping.js";
import { placeLabels } from "../../pages/stage/web/draw/line_labels.js";

const BOX = { left: 0, top: 0, right: 100, bottom: 60 };
const FAR = 1e7;

const area = (corners) => Math.abs(corners.reduce((sum, [x, y], i) => {
  const [u, v] = corners[(i + 1) % corners.length];
  return sum + (x * v - u * y) / 2;
}, 0));

test("a band far larger than the plot is cut to it", () => {
  assert.equal(area(clipPolygon([[-FAR, -FAR], [FAR, -FAR], [FAR, FAR], [-FAR, FAR]], BOX)), 6000);
  const half = clipPolygon([[-FAR, -FAR], [50, -FAR], [50, FAR], [-FAR, FAR]], BOX);
  assert.equal(area(half), 3000);
  assert.ok(half.every(([x, y]) => x >= 0 && x <= 100 && y >= 0 && y <= 60));
});

test("a band beside the plot is nothing, one in it is as it was", () => {
  assert.deepEqual(clipPolygon([[200, 0], [300, 0], [300, 60]], BOX), []);
  const inside = [[10, 10], [20, 10], [20, 20]];
  assert.deepEqual(clipPolygon(inside, BOX), inside);
});

test("bands that share edges still fill the plot together", () => {
  const at = (u) => [[u - FAR, -FAR], [u + FAR, FAR]]; // lines that slope
  const edges = [-1000, -20, 10, 40, 1000].map(at);
  const bands = edges.slice(1).map((edge, i) => [...edges[i], ...[...edge].reverse()]);
  const whole = bands.reduce((sum, corners) => sum + area(clipPolygon(corners, BOX)), 0);
  assert.ok(Math.abs(whole - 6000) < 1e-3, whole);
});

test("a line is cut where it crosses the edges", () => {
  assert.deepEqual(clipLine([[-FAR, 30], [FAR, 30]], BOX).map(([x, y]) => [Math.round(x), y]), [[0, 30], [100, 30]]);
  assert.deepEqual(clipLine([[20, 10], [30, 20]], BOX), [[20, 10], [30, 20]]);
  assert.equal(clipLine([[-10, -1], [200, -1]], BOX), undefined);
  assert.equal(clipLine([[-10, 20], [20, -10.5]], { ...BOX, left: 20 }), undefined);
});

const SIZE = { width: 30, height: 12 };
const ROOM = { left: -48, top: -20, right: 144, bottom: 95 };
const place = (lines, taken) => placeLabels(lines, lines.map(() => SIZE), BOX, ROOM, 18, taken);

test("a label stands above the plot where its line leaves there, else beside it, else below", () => {
  const [up, level, corner] = place([[[40, -FAR], [40, FAR]], [[-FAR, 30], [FAR, 30]], [[-10, 40], [30, 80]]]);
  assert.deepEqual([up.side, up.x], ["above", 40]);
  assert.deepEqual([level.side, level.y], ["beside", 30]);
  assert.deepEqual([corner.side, corner.x], ["below", 10]);
  for (const { box } of [up, level, corner]) { // none over the picture
    assert.ok(box.bottom <= 0 || box.left >= 100 || box.top >= 60, JSON.stringify(box));
  }
});

test("no two labels meet: the first one stays, another takes its second place or none", () => {
  const upright = [50, 52, 54].map((x) => [[x, -FAR], [x, FAR]]);
  const [first, second, third] = place(upright);
  assert.equal(first.side, "above");
  assert.equal(second.side, "below"); // its other end
  assert.equal(third, undefined);
});

test("a label is never cut, nor on other text", () => {
  const [edge] = place([[[1, -FAR], [1, FAR]]]);
  assert.ok(edge.box.left >= ROOM.left);
  const [away] = place([[[50, -FAR], [50, FAR]]], [{ left: 40, top: -18, right: 60, bottom: -2 }]);
  assert.equal(away.side, "below");
  assert.equal(place([[[300, 0], [300, 60]]])[0], undefined);
});
