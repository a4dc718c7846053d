// @ts-check
/** What a panel is sent; the twin of the typed dictionaries in pages/stage/panel_payload.py. */

/**
 * @typedef {object} Cursor
 * @property {string} shape
 * @property {string} column
 */

/**
 * @typedef {object} PanelHeader
 * @property {string} html
 * @property {string} key
 * @property {string} session
 * @property {string} label
 * @property {Record<string, string>} parts
 * @property {Record<string, string>} dark
 * @property {number} rows
 * @property {number} row
 * @property {string[]} dial_says
 * @property {Record<string, Cursor>} cursors
 * @property {Record<string, string[]>} words
 * @property {import("../core/unpacking.js").Entry[]} table
 * @property {Record<string, Figure>} figures
 */

export {};
