// What is selected in a table whose rows change places.
import assert from "node:assert/strict";
import { test } from "node:test";

import { TableSelection } from "../../pages/stage/web/table/selection.js";

const ORDER = [4, 2, 0, 3, 1];

test("a range goes from the anchor, in the order on screen", () => {
  const selection = new TableSelection();
  selection.toggle(2);
  selection.extend(ORDER, 3, undefined);
  assert.deepEqual(selection.request, { select: [0, 2, 3], drag: "select" });
  selection.extend(ORDER, 4, undefined);
  assert.deepEqual(selection.request.select, [2, 4]);
});

test("a range whose anchor is out of sight begins at the pick", () => {
  const selection = new TableSelection();
  selection.toggle(7);
  selection.extend(ORDER, 1, 0);
  assert.deepEqual(selection.request.select, [0, 1, 3]);
});

test("to pick another example is to select it alone", () => {
  const selection = new TableSelection();
  selection.all(ORDER);
  selection.choose(3);
  assert.equal(selection.chosen.size, 5);
  selection.clear();
  selection.choose(3);
  assert.deepEqual(selection.request.select, [3]);
});
