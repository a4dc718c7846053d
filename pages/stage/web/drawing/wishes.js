// @ts-check
/**
 * The points as they will be once Python has heard of all that was done: its own, and the wishes on top of them.
 * A wish names a point by its number among all, and by where it stood.
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
 * Return points and how many of each class there are, after the wishes.
 * @param {DrawnPoint[]} points
 * @param {number[]} counts
 * @param {Record<string, any>[]} wishes
 * @returns {{ points: DrawnPoint[], counts: number[] }}
 */
export function afterWishes(points, counts, wishes) {
  let there = points;
  const count = [...counts];
  for (const wish of wishes) {
    const number = wish.move ?? wish.flip ?? wish.erase;
    const point = there.find(({ row }) => row === number);
    if (wish.add) {
      const [x1, x2, y] = wish.add;
      there = [...there, { row: count[0] + count[1], x: [x1, x2], y, beside: [0, 0], soft: true }];
      count[y] += 1;
    } else if (!point) continue;
    else if (wish.to) there = there.map((other) => (other === point ? { ...point, x: wish.to, soft: true } : other));
    else if (wish.flip !== undefined) {
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
export class Wishes {
  /** @param {Pick<import("../core/messages.js").Messages, "report" | "unheard" | "forget">} messages */
  constructor(messages) {
    this.messages = messages;
    /** @type {Record<string, any>[]} */
    this.sent = [];
    /** @type {Record<string, any>[]} */
    this.waiting = [];
    /** @type {DrawnPoint[]} */
    this.points = [];
    this.counts = [0, 0];
  }

  /**
   * Take Python's answer: its points, with all wishes in them up to the report called `heard`.
   * @param {DrawnPoint[]} points
   * @param {number[]} counts
   * @param {string} heard
   */
  receive(points, counts, heard) {
    this.points = points;
    this.counts = counts;
    const open = this.messages.unheard(heard);
    this.sent = this.sent.filter(({ k }) => open.has(k));
    this.#flush();
  }

  forget() {
    this.sent = [];
    this.waiting = [];
    this.messages.forget();
  }

  /**
   * @param {Record<string, any>} wish
   * @param {DrawnPoint} [point]
   */
  make(wish, point) {
    this.waiting.push(point && !point.soft ? { ...wish, was: point.x } : wish);
    this.#flush();
  }

  /** Return all that Python may not have heard of, as one would wish it anew. */
  get open() {
    return [...this.sent, ...this.waiting].map(({ k, was, ...wish }) => wish);
  }

  get now() {
    return afterWishes(this.points, this.counts, [...this.sent, ...this.waiting]);
  }

  // A point is named by the place that Python knows: one that is not snapped yet waits, and what comes after it too.
  #flush() {
    while (this.waiting.length > 0) {
      const { was, ...wish } = this.waiting[0];
      const number = wish.move ?? wish.flip ?? wish.erase;
      if (number !== undefined) {
        const point = afterWishes(this.points, this.counts, this.sent).points.find(({ row }) => row === number);
        if (point?.soft || this.sent.some(({ undo, redo }) => undo || redo)) return;
        if (!point || (was && (was[0] !== point.x[0] || was[1] !== point.x[1]))) { // an undo has taken it away
          this.waiting.shift();
          continue;
        }
        wish.from = point.x;
      }
      this.waiting.shift();
      this.sent.push({ ...wish, k: this.messages.report(undefined, wish) });
    }
  }
}
