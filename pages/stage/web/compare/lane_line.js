// @ts-check
/** A lane's line in pixels: the part of it up to a row, as a path, without joining its points anew for each frame. */

const NEAR = 0.6; // pixels: a point that is nearer to the last one adds nothing that is seen

/**
 * A line of points: the path through all of them, and how long it is at each row.
 * @typedef {object} LaneLine
 * @property {string} path
 * @property {number[]} ends how many letters of the path lead up to each row's point
 * @property {import("../core/columns.js").Point[]} points
 */

/**
 * Return a line through points in pixels; those without a place, and too near the last one, are left out.
 * @param {import("../core/columns.js").Point[]} points
 * @returns {LaneLine}
 */
export function laneLine(points) {
  let path = "";
  /** @type {import("../core/columns.js").Point | undefined} the last one that is in the path */
  let last;
  const ends = points.map(([x, y]) => {
    const there = Number.isFinite(x) && Number.isFinite(y);
    if (there && (!last || Math.abs(x - last[0]) + Math.abs(y - last[1]) >= NEAR)) {
      path += `${last ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`;
      last = [x, y];
    }
    if (!there) last = undefined;
    return path.length;
  });
  return { path, ends, points };
}

/**
 * Return the path of a line up to a row.
 * @param {LaneLine} line
 * @param {number} row
 */
export function pathUpTo({ path, ends }, row) {
  return path.slice(0, ends[Math.min(row, ends.length - 1)] ?? 0) || "M0,0";
}

/**
 * Return where labels of one height stand beside their markers, from the top down, so that none lies over another.
 * @param {number[]} wanted the middle of each, in pixels
 * @param {number} height
 * @param {number} top the room that there is
 * @param {number} bottom
 * @returns {number[]}
 */
export function apart(wanted, height, top, bottom) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b] || a - b);
  /** @type {{ at: number, of: number[] }[]} groups of labels that touch, each round the middle of what they want */
  const groups = [];
  for (const i of order) {
    groups.push({ at: wanted[i], of: [i] });
    while (groups.length > 1) {
      const [above, below] = groups.slice(-2);
      const reach = ((above.of.length + below.of.length) / 2) * height;
      if (below.at - above.at >= reach) break;
      const of = [...above.of, ...below.of];
      groups.splice(-2, 2, { at: of.reduce((sum, each) => sum + wanted[each], 0) / of.length, of });
    }
  }
  /** @type {number[]} */
  const places = [];
  let free = top;
  for (const { at, of } of groups) {
    let y = Math.max(free, at - (of.length * height) / 2);
    for (const i of of) {
      places[i] = y + height / 2;
      y += height;
    }
    free = y;
  }
  let last = bottom;
  for (const i of [...order].reverse()) { // what reaches beyond the lower edge is pushed up again
    places[i] = Math.min(places[i], last - height / 2);
    last = places[i] - height / 2;
  }
  return places;
}
