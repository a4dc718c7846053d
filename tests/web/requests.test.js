// The points as they will be, once Python has taken in what was done by hand.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Requests, afterRequests, pointsOf } from "../../pages/stage/web/drawing/requests.js";

const column = (...values) => ({ values });
const POINTS = pointsOf({ x1: column(0, 1, 2), x2: column(5, 6, 7), y: column(0, 1, 1), row: column(0, 1, 2) });
const places = ({ points, counts }) => [points.map(({ row, x, y }) => [row, ...x, y]), counts];

test("points are added, moved, flipped and erased", () => {
  const requests = [{ add: [9, 9, 0] }, { move: 1, to: [3, 3] }, { flip: 2 }, { erase: 0 }];
  const after = [[[0, 3, 3, 1], [1, 2, 7, 0], [2, 9, 9, 0]], [2, 1]];
  assert.deepEqual(places(afterRequests(POINTS, [1, 2], requests)), after);
});

// Stands in for the outbox: it numbers what is asked for, and knows what is not acknowledged.
function fakeOutbox() {
  const asked = [];
  return {
    asked,
    open: new Set(),
    report(_, request) {
      asked.push(request);
      this.open.add(asked.length);
      return asked.length;
    },
    unacknowledgedBy() { return this.open; },
    forget() { this.open.clear(); },
  };
}

test("a point that is not snapped yet waits, and what comes after it too", () => {
  const outbox = fakeOutbox();
  const requests = new Requests(outbox);
  requests.receive(POINTS, [1, 2], "");
  requests.make({ move: 1, to: [1.23, 6] }, POINTS[1]);
  requests.make({ flip: 1 }, requests.now.points[1]);
  assert.deepEqual(outbox.asked, [{ move: 1, to: [1.23, 6], from: [1, 6] }]);
  assert.equal(requests.open.length, 2);
  outbox.open.clear();
  const snapped = POINTS.map((point) => (point.row === 1 ? { ...point, x: [1.2, 6] } : point));
  requests.receive(snapped, [1, 2], "acknowledged");
  assert.deepEqual(outbox.asked.at(-1), { flip: 1, from: [1.2, 6] });
});

test("a request for a point that an undo has taken away is dropped", () => {
  const outbox = fakeOutbox();
  const requests = new Requests(outbox);
  requests.receive(POINTS, [1, 2], "");
  requests.make({ erase: 7 }, { x: [0, 0] });
  assert.deepEqual([outbox.asked, requests.open], [[], []]);
});
