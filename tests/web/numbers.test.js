// The stage's formatter, held to the same cases as Python's.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import {
  writeChange, writeExactly, writeInBrackets, writeNumber, writePowerOfTen, writeRaw, writeSized,
} from "../../pages/stage/web/core/numbers.js";

const CASES = JSON.parse(readFileSync(new URL("../data/numbers.json", import.meta.url), "utf8"));
const parse = (text) => Number(text.replace("inf", "Infinity"));
const WRITERS = [
  ["text", ({ x, digits }) => writeNumber(parse(x), digits)],
  ["texts", ({ before, after }) => writeChange(Number(before), Number(after))],
  ["power", ({ log10 }) => writePowerOfTen(Number(log10))],
  ["sized", ({ x, log10 }) => writeSized(parse(x), Number(log10))],
  ["brackets", ({ x }) => writeInBrackets(Number(x))],
  ["exactly", ({ x }) => writeExactly(Number(x))],
];

for (const [kind, write] of WRITERS) {
  test(`numbers are written as in Python: ${kind}`, () => {
    const cases = CASES.filter((each) => kind in each);
    assert.ok(cases.length > 0);
    for (const each of cases) assert.deepEqual(write(each), each[kind], JSON.stringify(each));
  });
}

test("a number as code would print it", () => {
  assert.deepEqual([NaN, Infinity, -Infinity, 0.5].map(writeRaw), ["nan", "inf", "−inf", "0.5000"]);
});
