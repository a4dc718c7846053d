// @ts-check
/** What is shown of a row: data-when hides what is not said of it, and a float32 is not written with digits it has not. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Fields } from "../../pages/stage/web/core/fields.js";

/** @param {Record<string, string>} dataset */
const element = (dataset, inside = /** @type {any[]} */ ([])) => ({
  dataset, textContent: "", hidden: false, contains: (/** @type {any} */ other) => inside.includes(other),
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
