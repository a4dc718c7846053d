// @ts-check
/** Reads a payload: a header in JSON and columns of numbers; pages/stage/packing.py packs it. */

const ARRAYS = { f8: Float64Array, f4: Float32Array, u4: Uint32Array, u2: Uint16Array, u1: Uint8Array };

/**
 * Where a column's numbers are; the twin of Entry in pages/stage/packing.py.
 * @typedef {object} Entry
 * @property {string} name
 * @property {"f8" | "f4" | "u4" | "u2" | "u1"} type
 * @property {number} at
 * @property {number} rows
 * @property {number} width
 * @property {number[]} [shift]
 */

/** @typedef {Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array} Numbers */

/**
 * A column: `width` numbers a row, from which `shift` was taken off.
 * @typedef {{ values: Numbers, width: number, shift?: number[] }} Column
 */

/** @typedef {Record<string, Column>} Columns */

/**
 * Return a payload's header and its columns by name.
 * @param {Uint8Array} bytes
 * @returns {{ header: any, columns: Columns }}
 */
export function unpack(bytes) {
  const whole = bytes.slice(); // a copy begins at 0, so that every column is aligned
  const length = new DataView(whole.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(whole.subarray(4, 4 + length)));
  /** @type {Columns} */
  const columns = {};
  for (const { name, type, at, rows, width, shift } of /** @type {Entry[]} */ (header.table)) {
    columns[name] = { values: new ARRAYS[type](whole.buffer, 4 + length + at, rows * width), width, shift };
  }
  return { header, columns };
}

/**
 * Return a text that tells one payload from the next (FNV-1a).
 * @param {Uint8Array} bytes
 */
export function fingerprint(bytes) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i += 1) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return `${bytes.length}-${hash >>> 0}`;
}
