// @ts-check
/** What the Compare page's stage is sent; the twin of the typed dictionaries in pages/stage/compare/compare_payload.py. */

/**
 * From which step of the comparison on a learning rate holds, as it is typed.
 * @typedef {object} RateHeader
 * @property {number} start
 * @property {string} text
 */

/**
 * One lane: how it is told apart, its name, and its learning rates.
 * @typedef {object} LaneHeader
 * @property {string} ink
 * @property {string} dash
 * @property {string} path
 * @property {string} name
 * @property {RateHeader[]} rates
 */

/**
 * A picture to choose.
 * @typedef {object} ChoiceHeader
 * @property {string} value
 * @property {string} words
 * @property {string} title
 * @property {string} says
 */

/**
 * What the Compare page's stage is sent of its own.
 * @typedef {object} CompareHeader
 * @property {string} sentence
 * @property {Record<string, string[]>} words
 * @property {string[]} reveal
 * @property {number} [forward]
 * @property {import("../stage/payload.js").BlanksHeader} blanks
 * @property {string} heading
 * @property {string} lane_table
 * @property {LaneHeader[]} lanes
 * @property {ChoiceHeader[]} left
 * @property {ChoiceHeader[]} right
 * @property {ChoiceHeader[]} over
 * @property {string[]} pictures
 * @property {string[]} legend
 * @property {Record<string, string>} dark
 * @property {number} [steps]
 * @property {number} [asked]
 * @property {import("../stage/payload.js").OutcomeHeader} [outcome]
 * @property {Record<string, Figure>} figures
 */

export {};
