// Which rows of a long table are here, and what is asked for where some are not.
import assert from "node:assert/strict";
import { test } from "node:test";

import { TableRows } from "../../pages/stage/web/table/rows.js";

const COLUMNS = [
  { name: "c0", title: "i", kind: "integer", tone: "", width: 3, power: "" },
  { name: "c1", title: "∂L/∂ŷ", kind: "number", tone: "", width: 3, power: "c2" },
];
const HELD = [[0, 40], [100, 160]];

function made(more = {}) {
  const rows = new TableRows();
  const places = HELD.flatMap(([first, end]) => Array.from({ length: end - first }, (_, k) => first + k));
  const header = { columns: COLUMNS, rows: 1000, picks: "c0", key: "examples", held: HELD, order: { title: "", down: true }, ...more };
  const columns = {
    c0: { values: Uint32Array.from(places, (place) => 2 * place + 1), width: 1 },
    c1: { values: Float64Array.from(places, (place) => (place === 5 ? -Infinity : place / 2)), width: 1 },
    c2: { values: Float64Array.from(places, (place) => (place === 5 ? 400 : 0)), width: 1 },
  };
  rows.receive({ header, columns });
  return rows;
}

test("a row that is here says its own numbers, and one that is not says nothing", () => {
  const rows = made();
  assert.equal(rows.number(120), 240);
  assert.equal(rows.written(COLUMNS[0], 120), "241");
  assert.equal(rows.exactly(COLUMNS[1], 120), "60");
  assert.match(rows.exactly(COLUMNS[1], 5), /10\^400$/);
  for (const away of [40, 99, 160, 999]) {
    assert.equal(rows.at(away), -1);
    assert.deepEqual(COLUMNS.map((column) => rows.written(column, away)), ["", ""]);
    assert.equal(rows.exactly(COLUMNS[1], away), "");
  }
});

test("nothing is asked for while all in sight, and some beyond, is here", () => {
  assert.equal(made().lacking(0, 20, undefined), undefined);
  assert.equal(made().lacking(120, 135, undefined), undefined);
  assert.equal(made({ held: undefined, order: undefined }).lacking(500, 520, { title: "i", down: true }), undefined);
});

test("what is lacking is asked for once, and again where an answer does not bring it", () => {
  const rows = made();
  const wish = { table: "examples", rows: [140, 155], sort: ["", true], drag: "rows" };
  assert.deepEqual(rows.lacking(140, 155, undefined), wish);
  assert.equal(rows.lacking(140, 155, undefined), undefined);
  assert.deepEqual(rows.lacking(145, 160, undefined)?.rows, [145, 160]);
  rows.receive({ header: rows.header, columns: rows.columns });
  assert.deepEqual(rows.lacking(140, 155, undefined), wish);
});

test("in another order no row is where it belongs", () => {
  const rows = made();
  const sorted = { title: "i", down: false };
  assert.equal(rows.areIn(sorted), false);
  assert.deepEqual(rows.lacking(0, 15, sorted)?.sort, ["i", false]);
  assert.equal(made({ order: sorted }).areIn(sorted), true);
  assert.equal(made({ order: sorted }).areIn(undefined), false);
  assert.equal(made({ order: sorted }).areIn({ title: "i", down: true }), false);
});
