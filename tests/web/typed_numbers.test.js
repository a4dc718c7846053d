// The browser's reader of typed numbers, held to the same cases as Python's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { typedNumber } from "../../pages/stage/web/core/typed_numbers.js";

const CASES = JSON.parse(readFileSync(new URL("../data/typed_numbers.json", import.meta.url), "utf8"));

test("what is a number", () => {
  for (const [text, value] of Object.entries(CASES.numbers)) {
    assert.ok(Object.is(typedNumber(text).value, value), `${JSON.stringify(text)} is ${typedNumber(text).value}`);
  }
});

test("what is none is told with the reason", () => {
  for (const [text, why] of Object.entries(CASES.none)) assert.deepEqual(typedNumber(text), { why });
});
