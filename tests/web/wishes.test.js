// The points as they will be, once Python has heard of what was done by hand.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Wishes, afterWishes, pointsOf } from "../../pages/stage/web/drawing/wishes.js";

const column = (...values) => ({ values });
const POINTS = pointsOf({ x1: column(0, 1, 2), x2: column(5, 6, 7), y: column(0, 1, 1), row: column(0, 1, 2) });
const places = ({ points, counts }) => [points.map(({ row, x, y }) => [row, ...x, y]), counts];

test("points are added, moved, flipped and erased", () => {
  const wishes = [{ add: [9, 9, 0] }, { move: 1, to: [3, 3] }, { flip: 2 }, { erase: 0 }];
  assert.deepEqual(places(afterWishes(POINTS, [1, 2], wishes)), [[[0, 3, 3, 1], [1, 2, 7, 0], [2, 9, 9, 0]], [2, 1]]);
});

// Stands in for the messages: it numbers what is said, and knows what was not heard.
function messages() {
  const said = [];
  return {
    said,
    open: new Set(),
    report(_, wish) {
      said.push(wish);
      this.open.add(said.length);
      return said.length;
    },
    unheard() { return this.open; },
    forget() { this.open.clear(); },
  };
}

test("a point that is not snapped yet waits, and what comes after it too", () => {
  const line = messages();
  const wishes = new Wishes(line);
  wishes.receive(POINTS, [1, 2], "");
  wishes.make({ move: 1, to: [1.23, 6] }, POINTS[1]);
  wishes.make({ flip: 1 }, wishes.now.points[1]);
  assert.deepEqual(line.said, [{ move: 1, to: [1.23, 6], from: [1, 6] }]);
  assert.equal(wishes.open.length, 2);
  line.open.clear();
  const snapped = POINTS.map((point) => (point.row === 1 ? { ...point, x: [1.2, 6] } : point));
  wishes.receive(snapped, [1, 2], "heard");
  assert.deepEqual(line.said.at(-1), { flip: 1, from: [1.2, 6] });
});

test("a wish for a point that an undo has taken away is dropped", () => {
  const line = messages();
  const wishes = new Wishes(line);
  wishes.receive(POINTS, [1, 2], "");
  wishes.make({ erase: 7 }, { x: [0, 0] });
  assert.deepEqual([line.said, wishes.open], [[], []]);
});
