// @ts-check
/** A click on one of many rates takes that rate, and goes to no step. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { CurveView } from "../../pages/stage/web/views/curve.js";
import { SweepView } from "../../pages/stage/web/views/sweep.js";
import { View } from "../../pages/stage/web/views/view.js";

test("a point of the sweep is a rate, to the last bit, and no step", () => {
  const view = new SweepView("sweep");
  assert.equal(view.rateAt({ x: 0.30000000000000004, y: 1 }), 0.30000000000000004);
  assert.equal(view.stepAt({ x: 5, y: 1 }), undefined);
});

test("a click in any other picture takes no rate", () => {
  assert.equal(new View("step").rateAt({ x: 5, y: 1 }), undefined);
  assert.equal(new CurveView("loss").rateAt({ x: 5, y: 1 }), undefined);
});
