// Which keys say an answer in a lesson, and how far a curve is drawn.
import assert from "node:assert/strict";
import { test } from "node:test";

import { SoFar, soFar } from "../../pages/stage/web/draw/so_far.js";
import { meantOf } from "../../pages/stage/web/learn/keys.js";

let letters = null;
let over = null;
class Element {
  constructor(...names) { this.names = names; }
  closest(selector) { return this.names.some((name) => selector.includes(name)) ? this : null; }
  matches(selector) { return this.names.includes(selector); }
}
globalThis.Element = Element;
globalThis.window = { localStorage: { getItem: () => letters } };
globalThis.document = { querySelector: () => over, body: new Element() };

const key = (name, { target = new Element(), present = false, ...held } = {}) => meantOf({ key: name, target, ...held }, present);

test("letters and digits choose an answer, arrows the next one, Enter says it", () => {
  assert.deepEqual(key("b"), { choice: 1 });
  assert.deepEqual(key("3"), { choice: 2 });
  assert.deepEqual(key("ArrowDown"), { by: 1 });
  assert.deepEqual(key("ArrowUp"), { by: -1 });
  assert.deepEqual(key("Enter"), { says: true });
  assert.equal(key("g"), undefined);
  assert.equal(key("ArrowRight"), undefined); // the stage's
});

test("what is typed in, pressed or lies over the page keeps its keys", () => {
  assert.equal(key("b", { target: new Element("textarea") }), undefined);
  assert.equal(key("Enter", { target: new Element("button") }), undefined);
  assert.equal(key("ArrowDown", { target: new Element("[type=radio]") }), undefined);
  assert.equal(key("b", { ctrlKey: true }), undefined);
  over = new Element("dialog");
  assert.equal(key("b"), undefined);
  over = null;
});

test("who has switched letters off has no digits either, but arrows", () => {
  letters = "off";
  assert.equal(key("b"), undefined);
  assert.equal(key("1"), undefined);
  assert.deepEqual(key("ArrowDown"), { by: 1 });
  letters = null;
});

test("for a class a clicker goes on and back, and letters choose nothing", () => {
  assert.deepEqual(key("PageDown", { present: true }), { learn: "onward" });
  assert.deepEqual(key("PageUp", { present: true }), { learn: "backward" });
  assert.equal(key("b", { present: true }), undefined);
  assert.equal(key("PageDown"), undefined); // it scrolls
});

test("a curve ends at a step", () => {
  const trace = { name: "J", x: Uint32Array.of(0, 1, 2, 3), y: Float64Array.of(4, 3, 2, 1) };
  assert.deepEqual([...soFar(trace, 1).y], [4, 3]);
  assert.deepEqual([...soFar(trace, 9).y], [4, 3, 2, 1]);
  assert.equal(soFar(trace), trace);
});

test("the farthest step counts, anew for another run or another question", () => {
  const so = new SoFar();
  const header = { run: "a", command: { number: "x-1" } };
  assert.equal(so.reaches(header, 5, false, 0), true);
  assert.equal(so.reaches(header, 3, false, 0), false);
  assert.equal(so.t, 5);
  assert.equal(so.reaches(header, 6, true, 10), false); // while a run plays, now and then
  assert.equal(so.reaches(header, 20, true, 500), true);
  assert.equal(so.reaches({ run: "b", command: { number: "x-1" } }, 2, false, 600), true);
  assert.equal(so.t, 2);
});
