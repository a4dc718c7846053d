// The table's rows, with what was typed and is not in Python's points yet.
import assert from "node:assert/strict";
import { test } from "node:test";

import { blockOf, linesOf } from "../../pages/stage/web/grid/clipboard.js";
import { cellText, readCell } from "../../pages/stage/web/grid/reading.js";
import { MOVED, Rows } from "../../pages/stage/web/grid/rows.js";

const HEADER = { titles: ["x1", "x2"], classes: ["no", "yes"], largest: 1e100, most: 8 };
const POINTS = [[1, 2, 0], [3, 4, 1], [5, 6, 0]];

function table(points = POINTS, header = HEADER) {
  const asked = [];
  const outbox = {
    open: new Set(),
    report(_, request) {
      asked.push(request);
      this.open.add(asked.length);
      return asked.length;
    },
    unacknowledgedBy() { return this.open; },
  };
  const rows = new Rows(outbox, header);
  rows.receive(points, "");
  return { rows, asked, outbox };
}

const at = (place, column, text) => ({ place, column, text });
const shown = (rows) => rows.rows.map(({ values, texts }) => values ?? texts);

test("a cell is typed over, and a request says what the point was", () => {
  const { rows, asked } = table();
  rows.type([at(1, 0, "1,5")]);
  rows.type([at(1, 1, "−2")]);
  assert.deepEqual(rows.now[1], [1.5, -2, 1]);
  assert.deepEqual(asked[1], { rows: [1], from1: [1.5], from2: [4], from_y: [1], x1: [1.5], x2: [-2], y: [1] });
});

test("what is no number stays at its cell with the reason, beside what is one", () => {
  const { rows, asked } = table();
  rows.type([at(0, 0, "abc"), at(0, 1, "7")]);
  assert.deepEqual(rows.now[0], [1, 7, 0]);
  assert.equal(rows.rows[0].texts[0], "abc");
  assert.match(rows.rows[0].whys[0], /“abc” is no number/);
  assert.equal(rows.revert(0, 0), true);
  assert.deepEqual(rows.rows[0].whys, {});
  assert.equal(asked.length, 1);
});

test("half a row waits where it was typed, whatever else is done, and becomes a point once it is whole", () => {
  const { rows, asked, outbox } = table();
  rows.type([at(3, 0, "8"), at(4, 0, "9"), at(5, 0, "10")]);
  assert.equal(asked.length, 0);
  rows.type([at(4, 1, "0"), at(4, 2, "yes")]);
  assert.deepEqual(shown(rows).slice(3, 6), [["8", "", ""], [9, 0, 1], ["10", "", ""]]);
  outbox.open.clear();
  rows.receive([...POINTS, [9, 0, 1], [7, 7, 1]], "");
  assert.deepEqual(shown(rows).slice(3), [["8", "", ""], [9, 0, 1], ["10", "", ""], [7, 7, 1], ["", "", ""]]);
  rows.erase([0, 3]);
  assert.deepEqual(shown(rows).slice(0, 4), [[3, 4, 1], [5, 6, 0], [9, 0, 1], ["10", "", ""]]);
  assert.deepEqual(asked.at(-1), { erase: true, rows: [0], from1: [1], from2: [2], from_y: [0] });
});

test("unread text goes with its point, and goes where that is gone", () => {
  const { rows } = table();
  rows.type([at(2, 0, "?")]);
  rows.erase([0]);
  assert.equal(rows.rows[1].texts[0], "?");
  rows.receive([[0, 0, 0], ...POINTS.slice(1)], "");
  rows.receive([[0, 0, 0]], "");
  assert.deepEqual(rows.unread, []);
});

test("after an undo what is typed waits, and is left alone where the point is another by then", () => {
  const { rows, asked, outbox } = table();
  rows.make({ undo: true });
  rows.type([at(0, 0, "4")]);
  assert.equal(asked.length, 1);
  outbox.open.clear();
  rows.receive([[9, 9, 1]], "");
  assert.equal(rows.problem, MOVED);
  rows.make({ undo: true });
  rows.type([at(0, 0, "4")]);
  outbox.open.clear();
  rows.receive([[9, 9, 1]], "");
  assert.deepEqual(asked.at(-1), { rows: [0], from1: [9], from2: [9], from_y: [1], x1: [4], x2: [9], y: [1] });
});

test("a table holds so many rows and no more", () => {
  const { rows } = table();
  rows.type(Array.from({ length: 6 }, (_, i) => at(3 + i, 0, "1")));
  assert.match(rows.problem, /up to 8 points/);
  assert.equal(rows.rows.length, 4);
  rows.type(Array.from({ length: 5 }, (_, i) => at(3 + i, 0, "1")));
  assert.equal(rows.rows.length, 9);
  rows.type([at(8, 0, "1")]);
  assert.match(rows.problem, /up to 8 points/);
});

test("cells are read and written", () => {
  assert.deepEqual(readCell("yes", 2, HEADER), { value: 1 });
  assert.deepEqual(readCell("0", 2, { ...HEADER, classes: ["1", "0"] }), { value: 0 });
  assert.match(readCell("2", 2, HEADER).why, /write 0 or 1/);
  assert.match(readCell("1e101", 0, HEADER).why, /at most 1e100/);
  assert.ok(Object.is(readCell("-0", 0, HEADER).value, 0));
  assert.equal(cellText(-1.5), "−1.5");
  assert.equal(cellText(0.12345678901234), "0.123457");
  assert.deepEqual(blockOf("1\t2\r\n\"3\"\t\n"), [["1", "2"], ["3", ""]]);
  assert.equal(linesOf([{ values: [1, 2.5, 0], texts: [], whys: {} }, { texts: ["a", "", ""], whys: {} }], [0, 1, 2]), "1\t2.5\t0\na\t\t");
});

test("with one feature a row is whole with that and a label, and its second feature is 0", () => {
  const { rows, asked } = table([[1, 0, 0], [3, 0, 1]], { ...HEADER, titles: ["hours"] });
  rows.type([at(2, 0, "2.5")]);
  assert.equal(asked.length, 1 - 1);
  rows.type([at(2, 2, "1")]);
  assert.deepEqual(asked.at(-1).x2, [0]);
  assert.deepEqual(rows.now[2], [2.5, 0, 1]);
  rows.type([at(3, 0, "9")]);
  rows.type([at(3, 0, "")]);
  assert.equal(rows.drafts.length, 0);
});
