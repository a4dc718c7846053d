// @ts-check
/** What the drawing plane is sent; the twin of the typed dictionary in pages/stage/drawing_payload.py. */

/**
 * @typedef {object} DrawingHeader
 * @property {string} data
 * @property {[number, number][]} view
 * @property {string[]} classes
 * @property {number} features
 * @property {number[]} counts
 * @property {number} undo
 * @property {number} redo
 * @property {string[]} notes
 * @property {string} jitter
 * @property {string} acknowledged
 * @property {string} session
 * @property {string} address
 * @property {Record<string, string>} dark
 * @property {import("../core/unpacking.js").Entry[]} table
 * @property {Figure} plane
 */

export {};
