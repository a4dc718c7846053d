import { unpack } from "../core/unpacking.js";

// The stage's payload; the two columns that it leaves out follow from the header.
export function readPayload(bytes) {
  const { header, columns } = unpack(bytes);
  const rows = columns.w1.values.length;
  if (!columns.t) columns.t = { values: Uint32Array.from({ length: rows }, (_, i) => i) };
  const steps = columns.t.values;
  const alpha = new Float64Array(rows);
  let k = 0;
  for (let i = 0; i < rows; i += 1) {
    while (k + 1 < header.rates.schedule.length && header.rates.schedule[k + 1].start <= steps[i]) k += 1;
    alpha[i] = header.rates.schedule[k].rate;
  }
  columns.alpha = { values: alpha };
  columns.standing = columns.state;
  return { header, columns, steps };
}
