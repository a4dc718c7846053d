// A boundary under the hand, as geometry: it moves, turns, and ŷ = 0.75 is pulled nearer or farther.
import assert from "node:assert/strict";
import { test } from "node:test";

import { alongOf, lineThere, movedTo, newLine, placeOf, pointsOf, pulledTo, requestOf, turnedBy, turnedTo } from "../../pages/stage/web/hand/laid.js";

const UNIT = [2, 10]; // a unit of descent is two of x1 and ten of x2
const near = (found, wanted) => found.flat().forEach((value, i) => assert.ok(Math.abs(value - wanted.flat()[i]) < 1e-9, `${found} is not ${wanted}`));

test("a new line is upright on w, and ŷ = 0.75 is as far as it is told, towards class 1", () => {
  const laid = newLine([1, 5], [1, 0], 1.5);
  near(placeOf(laid, 0, laid.far, UNIT), [1 + 2 * 1.5, 5]);
  const [first, second, surer] = requestOf(laid, UNIT, 4);
  assert.equal(first[0], second[0]); // upright, to the last bit
  near([first, second, surer], [[1, 45], [1, -35], [4, 5]]);
});

test("a line that is there is found again from what is drawn of it, whichever way its ends lie", () => {
  const laid = turnedBy(newLine([1, 5], [1, 0], 0.75), 130);
  const [zero, , , , , a, b, c, , , , one] = pointsOf(laid, UNIT, 20);
  for (const ends of [[a, b], [b, a]]) {
    const found = lineThere(laid.middle, ends, c, [zero, one], UNIT);
    near(pointsOf(found, UNIT, 20).slice(0, 1), [zero]);
    near([placeOf(found, 0, found.far, UNIT)], [placeOf(laid, 0, laid.far, UNIT)]);
  }
});

test("the five lines are equally far from one another and the edges lie outside them all", () => {
  for (const far of [0.01, 3, 400]) {
    const laid = newLine([0, 0], [1, 0], far);
    const points = pointsOf(laid, [1, 1], 50);
    assert.equal(points.length, 12);
    near(points.slice(1, -1).filter((_, i) => i % 2).map(([x]) => x), [-2, -1, 0, 1, 2].map((k) => k * far));
    assert.ok(points[0][0] < -2 * far && points[11][0] > 2 * far);
  }
});

test("moving leaves the way of the line and the distance as they were", () => {
  const laid = movedTo(turnedBy(newLine([1, 5], [1, 0], 0.75), 20), [3, 3]);
  assert.deepEqual([laid.middle, laid.far], [[3, 3], 0.75]);
  near([laid.along], [turnedBy(newLine([0, 0], [1, 0], 1), 20).along]);
});

test("turning leads an end to the hand, and leaves middle, sides and distance in the units of descent", () => {
  const before = newLine([1, 5], [1, 0], 0.75);
  for (const end of [1, -1]) {
    const laid = turnedTo(before, [9, 25], end, UNIT); // 4 units to the right, 2 up
    near([laid.along], [[(end * 4) / Math.hypot(4, 2), (end * 2) / Math.hypot(4, 2)]]);
    assert.deepEqual([laid.middle, laid.far, laid.side], [[1, 5], 0.75, 1]);
  }
  assert.equal(turnedTo(before, [1, 5], 1, UNIT), before); // no way leads from the middle to itself
});

test("ŷ = 0.75 follows the hand, no nearer than it may, and on the other side the classes change sides", () => {
  const before = newLine([1, 5], [1, 0], 0.75);
  near([placeOf(pulledTo(before, [9, 0], UNIT, 0.1), 0, 4, UNIT)], [[9, 5]]);
  assert.equal(pulledTo(before, [1.001, 5], UNIT, 0.1).far, 0.1);
  const other = pulledTo(before, [-3, 5], UNIT, 0.1);
  assert.deepEqual([other.side, other.far], [-1, 2]);
  near([placeOf(other, 0, other.far, UNIT)], [[-3, 5]]);
});

test("a place along the line is found again", () => {
  const laid = turnedBy(newLine([1, 5], [1, 0], 0.75), 77);
  assert.ok(Math.abs(alongOf(laid, placeOf(laid, 3.5, 0.75, UNIT), UNIT) - 3.5) < 1e-12);
});
