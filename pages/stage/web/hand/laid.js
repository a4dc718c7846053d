// @ts-check
/**
 * A boundary that is laid by hand, as geometry: moved, turned, and the line ŷ = 0.75 beside it pulled nearer or farther.
 * What w and b it stands for Python works out. Lengths are in the units that descent moves in, so that turning a line
 * leaves |w| as it is; places are in the data's own.
 */

/** @typedef {import("../core/columns.js").Point} Point */

const AT_LEAST = 1e-9; // how near to the line ŷ = 0.75 comes, as a part of what is in sight

/**
 * @typedef {object} Laid
 * @property {Point} middle a point of the line, in the data's units
 * @property {Point} along which way the line goes, one unit long
 * @property {number} side 1 where class 1 lies to the left of that, else -1
 * @property {number} far how far from the line ŷ is 0.75
 */

/**
 * Return a line that is new.
 * @param {Point} middle
 * @param {Point} toOne which way w points
 * @param {number} far
 * @returns {Laid}
 */
export function newLine(middle, [x, y], far) {
  return { middle, along: [y, -x], side: 1, far };
}

/**
 * Return a line that is there, by two points of it, one of the line ŷ = 0.75 and two far out on either side.
 * @param {Point} middle on the line
 * @param {[Point, Point]} ends of it
 * @param {Point} surer
 * @param {[Point, Point]} sides in class 0 and in class 1
 * @param {number[]} unit one unit of either feature, in the data's
 * @returns {Laid}
 */
export function lineThere(middle, [from, to], surer, [zero, one], unit) {
  const along = whole(less(to, from, unit));
  const way = across(along);
  const side = dot(way, less(one, zero, unit)) < 0 ? -1 : 1;
  const far = Math.abs(dot(way, less(surer, from, unit)));
  return { middle, along, side, far: far || AT_LEAST * Math.hypot(...less(to, from, unit)) };
}

/**
 * Return the line moved to another middle.
 * @param {Laid} laid
 * @param {Point} middle
 * @returns {Laid}
 */
export function movedTo(laid, middle) {
  return { ...laid, middle };
}

/**
 * Return the line turned about its middle until one of its ends points to a place.
 * @param {Laid} laid
 * @param {Point} place
 * @param {number} end 1 for the one that `along` leads to, -1 for the other
 * @param {number[]} unit
 * @returns {Laid}
 */
export function turnedTo(laid, place, end, unit) {
  const [x, y] = less(place, laid.middle, unit);
  return x || y ? { ...laid, along: whole([end * x, end * y]) } : laid;
}

/**
 * Return the line turned about its middle, to the left where the angle is positive.
 * @param {Laid} laid
 * @param {number} degrees
 * @returns {Laid}
 */
export function turnedBy({ along: [x, y], ...laid }, degrees) {
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  return { ...laid, along: [cosine * x - sine * y, sine * x + cosine * y] };
}

/**
 * Return the line with ŷ = 0.75 pulled to a place; on the other side of it the classes change sides.
 * @param {Laid} laid
 * @param {Point} place
 * @param {number[]} unit
 * @param {number} least how near it may come
 * @returns {Laid}
 */
export function pulledTo(laid, place, unit, least) {
  const far = dot(across(laid.along), less(place, laid.middle, unit));
  return { ...laid, side: far < 0 ? -1 : 1, far: Math.max(Math.abs(far), least) };
}

/**
 * Return the place at a distance along the line and across it, towards class 1.
 * @param {Laid} laid
 * @param {number} along
 * @param {number} far
 * @param {number[]} unit
 * @returns {Point}
 */
export function placeOf({ middle, along: way, side }, along, far, unit) {
  const [x, y] = across(way);
  return [middle[0] + unit[0] * (along * way[0] + side * far * x), middle[1] + unit[1] * (along * way[1] + side * far * y)];
}

/**
 * Return how far along the line a place is.
 * @param {Laid} laid
 * @param {Point} place
 * @param {number[]} unit
 */
export function alongOf({ middle, along }, place, unit) {
  return dot(along, less(place, middle, unit));
}

/**
 * Return what a row of the column of lines holds: two points on each of the five lines, between one of either outer
 * edge. In z they are as far from one another as ŷ = 0.75 is from the boundary, so on the plane they are too.
 * @param {Laid} laid
 * @param {number[]} unit
 * @param {number} reach how far lines and edges go
 * @returns {Point[]}
 */
export function pointsOf(laid, unit, reach) {
  const { far } = laid;
  const edge = Math.max(reach, 3 * far);
  const lines = [-2, -1, 0, 1, 2].flatMap((k) => [-1, 1].map((end) => placeOf(laid, end * edge, k * far, unit)));
  return [placeOf(laid, 0, -edge, unit), ...lines, placeOf(laid, 0, edge, unit)];
}

/**
 * Return what Python is told of the line: two points of it and one at which ŷ is 0.75.
 * @param {Laid} laid
 * @param {number[]} unit
 * @param {number} reach
 * @returns {Point[]}
 */
export function requestOf(laid, unit, reach) {
  return [placeOf(laid, -reach, 0, unit), placeOf(laid, reach, 0, unit), placeOf(laid, 0, laid.far, unit)];
}

/**
 * @param {Point} to
 * @param {Point} from
 * @param {number[]} unit
 * @returns {Point}
 */
function less([x, y], [x0, y0], unit) {
  return [(x - x0) / unit[0], (y - y0) / unit[1]];
}

/**
 * @param {Point} way
 * @returns {Point}
 */
function whole([x, y]) {
  const size = Math.hypot(x, y);
  return [x / size, y / size];
}

/**
 * @param {Point} way
 * @returns {Point} to the left of it
 */
function across([x, y]) {
  return [-y, x];
}

/**
 * @param {Point} one
 * @param {Point} other
 */
function dot([x, y], [u, v]) {
  return x * u + y * v;
}
