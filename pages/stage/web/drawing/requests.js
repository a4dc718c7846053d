// @ts-check
/**
 * The points as they will be once Python has taken in all that was done: its own, and the requests on top of them.
 * A request names a point by its number among all, and by where it stood.
 */

/**
 * A point as it is drawn. beside : how far beside its place, where it is jittered;  soft : Python has yet to snap it.
 * @typedef {object} DrawnPoint
 * @property {number} row
 * @property {[number, number]} x
 * @property {number} y
 * @property {[number, number]} beside
 * @property {boolean} [soft]
 */

/**
 * Return the payload's points.
 * @param {import("../core/unpacking.js").Columns} columns
 * @returns {DrawnPoint[]}
 */
export function pointsOf({ x1, x2, y, row, jitter1, jitter2 }) {
  return Array.from(row.values, (number, at) => ({
    row: number,
    x: [x1.values[at], x2.values[at]],
    y: y.values[at],
    beside: jitter1 ? [jitter1.values[at], jitter2.values[at]] : [0, 0],
  }));
}

/**
 * Return points and how many of each class there are, after the requests.
 * @param {DrawnPoint[]} points
 * @param {number[]} counts
 * @param {Record<string, any>[]} requests
 * @returns {{ points: DrawnPoint[], counts: number[] }}
 */
export function afterRequests(points, counts, requests) {
  let there = points;
  const count = [...counts];
  for (const request of requests) {
    const named = request.move ?? request.flip ?? request.erase;
    const point = there.find(({ row }) => row === named);
    if (request.add) {
      const [x1, x2, y] = request.add;
      there = [...there, { row: count[0] + count[1], x: [x1, x2], y, beside: [0, 0], soft: true }];
      count[y] += 1;
    } else if (!point) continue;
    else if (request.to) {
      there = there.map((other) => (other === point ? { ...point, x: request.to, soft: true } : other));
    } else if (request.flip !== undefined) {
      there = there.map((other) => (other === point ? { ...point, y: 1 - point.y } : other));
      count[point.y] -= 1;
      count[1 - point.y] += 1;
    } else {
      there = there.filter((other) => other !== point);
      there = there.map((other) => (other.row > point.row ? { ...other, row: other.row - 1 } : other));
      count[point.y] -= 1;
    }
  }
  return { points: there, counts: count };
}

// What has been done by hand and is not yet in Python's points.
export class Requests {
  /** @param {Pick<import("../core/outbox.js").Outbox, "report" | "unacknowledgedBy" | "forget">} outbox */
  constructor(outbox) {
    this.outbox = outbox;
    /** @type {Record<string, any>[]} */
    this.sent = [];
    /** @type {Record<string, any>[]} */
    this.waiting = [];
    /** @type {DrawnPoint[]} */
    this.points = [];
    this.counts = [0, 0];
  }

  /**
   * Take Python's answer: its points, with all requests in them up to the report called `acknowledged`.
   * @param {DrawnPoint[]} points
   * @param {number[]} counts
   * @param {string} acknowledged
   */
  receive(points, counts, acknowledged) {
    this.points = points;
    this.counts = counts;
    const open = this.outbox.unacknowledgedBy(acknowledged);
    this.sent = this.sent.filter(({ number }) => open.has(number));
    this.#flush();
  }

  forget() {
    this.sent = [];
    this.waiting = [];
    this.outbox.forget();
  }

  /**
   * @param {Record<string, any>} request
   * @param {DrawnPoint} [point]
   */
  make(request, point) {
    this.waiting.push(point && !point.soft ? { ...request, was: point.x } : request);
    this.#flush();
  }

  /** Return all that Python may not have taken in, as one would ask for it anew. */
  get open() {
    return [...this.sent, ...this.waiting].map(({ number, was, ...request }) => request);
  }

  get now() {
    return afterRequests(this.points, this.counts, [...this.sent, ...this.waiting]);
  }

  // A point is named by the place that Python knows: one that is not snapped yet waits, and what comes after it too.
  #flush() {
    while (this.waiting.length > 0) {
      const { was, ...request } = this.waiting[0];
      const named = request.move ?? request.flip ?? request.erase;
      if (named !== undefined) {
        const point = afterRequests(this.points, this.counts, this.sent).points.find(({ row }) => row === named);
        if (point?.soft || this.sent.some(({ undo, redo }) => undo || redo)) return;
        if (!point || (was && (was[0] !== point.x[0] || was[1] !== point.x[1]))) { // an undo has taken it away
          this.waiting.shift();
          continue;
        }
        request.from = point.x;
      }
      this.waiting.shift();
      this.sent.push({ ...request, number: this.outbox.report(undefined, request) });
    }
  }
}
