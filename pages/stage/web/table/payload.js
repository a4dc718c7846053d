// @ts-check
/** What a table is sent; the twin of the typed dictionaries in pages/stage/table_payload.py. */

/**
 * @typedef {object} TableColumn
 * @property {string} name
 * @property {string} title
 * @property {"word" | "integer" | "exact" | "number"} kind
 * @property {string} tone
 * @property {number} width
 * @property {string} power
 * @property {string[]} [words]
 */

/**
 * @typedef {object} TableFilters
 * @property {string[]} classes
 */

/**
 * @typedef {object} TableOrder
 * @property {string} title
 * @property {boolean} down
 */

/**
 * @typedef {object} TableHeader
 * @property {TableColumn[]} columns
 * @property {number} rows
 * @property {string} label
 * @property {string} says
 * @property {number} marked
 * @property {string} picks
 * @property {boolean} follow
 * @property {string} key
 * @property {boolean} [selects]
 * @property {string} [acknowledged]
 * @property {TableFilters} [filters]
 * @property {[number, number][]} [held]
 * @property {TableOrder} [order]
 * @property {import("../core/unpacking.js").Entry[]} table
 */

export {};
