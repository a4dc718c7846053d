// The start on a map: from pixels to parameters and back, and what of a start a map moves.
import assert from "node:assert/strict";
import { test } from "node:test";

import { axesOf, startAt } from "../../pages/stage/web/hand/start_ring.js";

const axis = (offset, length, low, high, down = false) => ({
  _offset: offset, _length: length, p2d: (pixel) => (down ? high - (pixel / length) * (high - low) : low + (pixel / length) * (high - low)),
});
const PLOT = { _fullLayout: { xaxis: axis(40, 200, -2, 6), yaxis: axis(30, 100, -1, 3, true) } };

test("a pixel of the map is a place, and the place that pixel", () => {
  const axes = axesOf(PLOT);
  assert.deepEqual(axes.inData([40, 30]), [-2, 3]);
  assert.deepEqual(axes.inData([240, 130]), [6, -1]);
  assert.deepEqual(axes.at(axes.inData([95, 77])), [95, 77]);
  assert.deepEqual(axes.plot, { left: 40, top: 30, right: 240, bottom: 130 });
});

test("axes that were looked at stay as they were while the map grows under the hand", () => {
  const plot = structuredClone({ _fullLayout: { xaxis: { _offset: 0, _length: 10 }, yaxis: { _offset: 0, _length: 10 } } });
  let wide = 1;
  for (const each of Object.values(plot._fullLayout)) each.p2d = (pixel) => pixel * wide;
  const axes = axesOf(plot);
  wide = 100;
  assert.deepEqual(axes.inData([3, 4]), [3, 4]);
});

test("a map moves its own two parameters and leaves the third", () => {
  assert.deepEqual(startAt([1, 2, 3], ["w1", "w2"], [7, 8]), [7, 8, 3]);
  assert.deepEqual(startAt([1, 2, 3], ["w1", "b"], [7, 8]), [7, 2, 8]);
  assert.deepEqual(startAt([1, 2, 3], ["w2", "b"], [7, 8]), [1, 7, 8]);
});
