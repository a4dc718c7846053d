// A figure's long lists travel as columns and are put in again.
import assert from "node:assert/strict";
import { test } from "node:test";

import { contentOf, withLists } from "../../pages/stage/web/draw/figure_columns.js";

const column = (values) => ({ values, width: 1 });
const COLUMNS = { f0: column(Float32Array.of(1, 2, 3)), f1: column(Uint8Array.of(0, 1, 0)), f2: column(Float32Array.of(1, 2, 4)) };

test("numbers, words and texts are in their places again", () => {
  const sent = {
    type: "scatter",
    x: { column: "f0" },
    y: [1, null],
    text: { ways: [["example ", " of ", ""], ["the others"]], lines: "0\t1,234\t−5×10⁻³\n1" },
    marker: { size: 3, line: { color: { words: ["red", "blue"], column: "f1" } } },
  };
  const [got] = withLists([sent], COLUMNS);
  assert.equal(got.x, COLUMNS.f0.values);
  assert.deepEqual(got.y, [1, null]);
  assert.deepEqual(got.text, ["example 1,234 of −5×10⁻³", "the others"]);
  assert.deepEqual(got.marker, { size: 3, line: { color: ["red", "blue", "red"] } });
  assert.deepEqual(sent.x, { column: "f0" }); // what was sent stays as it was
});

test("a change of a column's numbers changes the content, a change of its name does not", () => {
  const content = (name, columns = COLUMNS) => contentOf([{ x: { column: name } }], columns);
  assert.notEqual(content("f0"), content("f2"));
  assert.equal(content("f0"), content("other", { other: COLUMNS.f0 }));
});
