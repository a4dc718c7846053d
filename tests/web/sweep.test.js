// @ts-check
/** A click on one of many rates takes that rate, and goes to no step. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { SweepView } from "../../pages/stage/web/views/sweep.js";
import { openViews } from "../../pages/stage/web/views/views.js";

test("a point of the sweep is a rate, to the last bit, and no step", () => {
  const view = new SweepView("sweep");
  assert.equal(view.rateAt({ x: 0.30000000000000004, y: 1 }), 0.30000000000000004);
  assert.equal(view.stepAt({ x: 5, y: 1 }), undefined);
});

test("a click in any other picture takes no rate", () => {
  const root = /** @type {HTMLElement} */ (/** @type {unknown} */ ({ querySelector: () => root }));
  const views = openViews(root);
  assert.equal(views.sweep.name, "sweep");
  for (const [name, view] of Object.entries(views)) {
    if (name !== "sweep") assert.equal(view.rateAt({ x: 5, y: 1 }), undefined);
  }
});
