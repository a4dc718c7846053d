// @ts-check
/** What is shown of a row: data-when hides what is not said of it, and a float32 is not written with digits it has not. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Fields } from "../../pages/stage/web/core/fields.js";

/** @param {Record<string, string>} dataset */
const element = (dataset, inside = /** @type {any[]} */ ([])) => ({
  dataset, textContent: "", hidden: false, closest: () => ("everyFrame" in dataset ? {} : null), contains: (/** @type {any} */ other) => inside.includes(other),
});

/** @param {any[]} elements */
const rootOf = (elements) => ({
  querySelectorAll: (/** @type {string} */ selector) => {
    const name = selector === "[data-col]" ? "col" : "when";
    return elements.filter(({ dataset }) => name in dataset);
  },
});

test("an element is shown where its column has one of its values, or none of them", () => {
  const some = element({ when: "why:2|5" });
  const others = element({ when: "why:!2|5" });
  const fields = new Fields(/** @type {any} */ (rootOf([some, others])));
  fields.find({ columns: { why: { values: Uint8Array.of(0, 2, 5, 25), width: 1 } }, header: {} });
  const seen = [0, 1, 2, 3].map((row) => { fields.write(row); return [some.hidden, others.hidden]; });
  assert.deepEqual(seen, [[true, false], [false, true], [false, true], [true, false]]);
});

test("a number that is not shown is not written, and is once it is", () => {
  const number = element({ col: "change", as: "size" });
  const around = element({ when: "why:1" }, [number]);
  const fields = new Fields(/** @type {any} */ (rootOf([number, around])));
  const columns = { why: { values: Uint8Array.of(0, 1), width: 1 }, change: { values: Float32Array.of(9, -0.1), width: 1 } };
  fields.find({ columns, header: {} });
  fields.write(0);
  assert.equal(number.textContent, "");
  fields.write(1);
  assert.equal(number.textContent, "0.1000");
  assert.equal(fields.exactly(/** @type {any} */ (number)), "-0.1");
});

test("while frames follow one another only what runs with each is written at each, the rest at rest", () => {
  const every = element({ col: "t", as: "integer", everyFrame: "" });
  const rest = element({ col: "z" });
  let now = 1000;
  const fields = new Fields(/** @type {any} */ (rootOf([every, rest])), () => now);
  const values = Float64Array.from({ length: 100 }, (_, i) => i + 1);
  fields.find({ columns: { t: { values, width: 1 }, z: { values, width: 1 } }, header: {} });
  fields.write(0);
  for (let row = 1; row < 20; row += 1) fields.write(row, true);
  assert.equal(every.textContent, "20");
  assert.equal(rest.textContent, "1.000");
  now += 32; // ms
  fields.write(20, true);
  assert.deepEqual([every.textContent, rest.textContent], ["21", "21.00"]);
  fields.write(21);
  assert.equal(rest.textContent, "22.00"); // at rest, whenever that is
});
