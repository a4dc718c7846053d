// Reads the payload: a header in JSON and columns of numbers; pages/stage/stage.py packs it.
const ARRAYS = { f8: Float64Array, f4: Float32Array, u4: Uint32Array, u2: Uint16Array, u1: Uint8Array };

function unpack(bytes) {
  const whole = bytes.slice(); // a copy begins at 0, so that every column is aligned
  const length = new DataView(whole.buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(whole.subarray(4, 4 + length)));
  const columns = {};
  for (const { name, type, at, rows, width, shift } of header.table) {
    columns[name] = { values: new ARRAYS[type](whole.buffer, 4 + length + at, rows * width), width, shift };
  }
  return { header, columns };
}

// The stage's payload; the two columns that it leaves out follow from the header.
function readPayload(bytes) {
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

// Tells one payload from the next (FNV-1a).
function fingerprint(bytes) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i += 1) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return `${bytes.length}-${hash >>> 0}`;
}

// The theme, by the classes around the component: they change with it, and asking for a computed style costs
// milliseconds after each answer, since the page has then to be styled on the spot.
const DARK = new Map();

function isDark(element) {
  const classes = [];
  for (let at = element; at && classes.length < 8; at = at.parentElement) classes.push(at.className);
  const key = classes.join("|");
  if (!DARK.has(key)) DARK.set(key, groundIsDark(element));
  return DARK.get(key);
}

function groundIsDark(element) {
  const ground = getComputedStyle(element).getPropertyValue("--st-background-color").trim();
  const [, ...parts] = ground.match(/^#(..)(..)(..)$/) ?? [];
  return parts.length === 3 && parts.every((part) => parseInt(part, 16) < 128);
}

// The row that holds step t, or of the nearest held step before it.
function rowOf(steps, t) {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (steps[middle] <= t) low = middle;
    else high = middle - 1;
  }
  return low;
}

// Points of a packed column at a row, by their places in it, as [x, y] in data units.
function pairs(column, row, places) {
  const { values, shift, width } = column;
  return places.map((place) => {
    const at = row * width + 2 * place;
    return [values[at] + shift[0], values[at + 1] + shift[1]];
  });
}

// Puts a line shape between two points.
function place(shape, [[x0, y0], [x1, y1]]) {
  Object.assign(shape, { x0, y0, x1, y1 });
}
