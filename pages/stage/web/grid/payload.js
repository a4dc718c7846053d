// @ts-check
/** What the table to type in is sent; the twin of the typed dictionary in pages/stage/grid_payload.py. */

/**
 * @typedef {object} GridHeader
 * @property {string} data
 * @property {string[]} titles
 * @property {string[]} classes
 * @property {number} most
 * @property {number} largest
 * @property {string} acknowledged
 * @property {string} session
 * @property {import("../core/unpacking.js").Entry[]} table
 */

export {};
