// Reads the payload: a header in JSON and columns of numbers; pages/stage/stage.py packs it.
const ARRAYS = { f8: Float64Array, f4: Float32Array, u4: Uint32Array, u2: Uint16Array, u1: Uint8Array };

export function unpack(bytes) {
  const whole = bytes.slice(); // a copy begins at 0, so that every column is aligned
  const length = new DataView(whole.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(whole.subarray(4, 4 + length)));
  const columns = {};
  for (const { name, type, at, rows, width, shift } of header.table) {
    columns[name] = { values: new ARRAYS[type](whole.buffer, 4 + length + at, rows * width), width, shift };
  }
  return { header, columns };
}

// Tells one payload from the next (FNV-1a).
export function fingerprint(bytes) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i += 1) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return `${bytes.length}-${hash >>> 0}`;
}
