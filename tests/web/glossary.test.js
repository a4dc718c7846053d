/** Where a symbol's words are put, and which term a symbol belongs to. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { termOf, termPlace } from "../../pages/stage/web/core/glossary.js";

const VIEW = { width: 1280, height: 720 };
const BOX = { width: 300, height: 90 };
const at = (left, top) => ({ left, top, bottom: top + 20 });

test("below a symbol, where no plot is covered", () => {
  assert.deepEqual(termPlace(at(400, 100), BOX, VIEW, []), { left: 400, top: 126 });
});

test("above it where it would cover a plot below, and below where it would cover one above", () => {
  const below = { left: 300, right: 900, top: 130, bottom: 600 };
  assert.deepEqual(termPlace(at(400, 110), BOX, VIEW, [below]), { left: 400, top: 14 });
  const above = { left: 300, right: 900, top: 0, bottom: 100 };
  assert.deepEqual(termPlace(at(400, 110), BOX, VIEW, [above]), { left: 400, top: 136 });
});

test("inside the window at its edges", () => {
  assert.deepEqual(termPlace(at(1200, 690), BOX, VIEW, []), { left: 974, top: 594 });
  assert.deepEqual(termPlace(at(-20, 2), BOX, VIEW, []), { left: 6, top: 28 });
});

test("a symbol's index and tilde do not matter", () => {
  const glossary = { terms: {}, symbols: { w: "w", "∂L/∂w": "dL_dw", "u of b": "u_of_b" } };
  const found = ["w", "w₁", "w\u0303₂", "∂L/∂w\u0303₁", "u of b\u0303", "q"].map((symbol) => termOf(symbol, glossary));
  assert.deepEqual(found, ["w", "w", "w", "dL_dw", "u_of_b", undefined]);
});
