// @ts-check
/** What part of a figure is in view: the ranges of its axes beside those that it opens with. */

const SAME = 1e-6; // of an axis: so much Plotly may take off when it keeps units equal

/**
 * Return whether a layout shows anything but the ranges that it opens with.
 * @param {Layout} layout
 * @param {Record<string, number[]>} opening
 */
export function isZoomed(layout, opening) {
  return Object.entries(opening).some(([axis, [low, high]]) => (
    [low, high].some((end, i) => Math.abs(layout[axis].range[i] - end) > SAME * (high - low))));
}

/**
 * Return ranges as Plotly takes a change of them.
 * @param {Record<string, number[]>} opening
 */
export function asChange(opening) {
  return Object.fromEntries(Object.entries(opening).map(([axis, range]) => [`${axis}.range`, [...range]]));
}
