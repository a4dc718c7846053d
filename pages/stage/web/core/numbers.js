// How a number is written on screen; pages/text/numbers.py says the rules and both pass tests/data/numbers.json.
const SUPERSCRIPT = { "-": "⁻", "+": "" };
"0123456789".split("").forEach((digit, i) => { SUPERSCRIPT[digit] = "⁰¹²³⁴⁵⁶⁷⁸⁹"[i]; });

export function writeNumber(x, digits = 4) {
  if (!Number.isFinite(x)) return "–";
  if (x === 0) return "0";
  const [mantissa, exponent] = x.toExponential(digits - 1).split("e");
  const power = Number(exponent);
  const plain = power >= -4 && power < 5;
  const text = plain
    ? x.toFixed(Math.max(0, digits - 1 - power))
    : `${mantissa}×10${exponent.split("").map((c) => SUPERSCRIPT[c]).join("")}`;
  return text.replace("-", "−");
}

export function writeChange(before, after) {
  for (let digits = 4; digits <= 17; digits += 1) {
    const written = [writeNumber(before, digits), writeNumber(after, digits)];
    if (written[0] !== written[1]) return written;
  }
  return [writeNumber(before), writeNumber(after)];
}

export function writePowerOfTen(log10) {
  const power = Math.abs(log10) < 1e7 ? log10.toFixed(1).replace(/^-0\.0$/, "0.0") : writeNumber(log10);
  return `10^${power}`.replace("-", "−");
}

// A number of which log10 of its size is known, by its power of ten where it is past a double's range.
export const LARGEST_PLAIN = 299;

export function writeSized(x, log10) {
  if (Math.abs(log10) <= LARGEST_PLAIN) return writeNumber(x);
  return (x < 0 || Object.is(x, -0) ? "−" : "") + writePowerOfTen(log10);
}

export function writeInBrackets(x) {
  const written = writeNumber(x);
  return written.startsWith("−") ? `(${written})` : written;
}

// A number that somebody typed: as it is if that is short.
export function writeExactly(x) {
  const text = String(x);
  return text.length <= 8 && Math.abs(x) >= 1e-4 && !text.includes("e") ? text : writeNumber(x);
}

// A number as code would print it, where that is the point: nan and inf among them.
export function writeRaw(x) {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "−inf";
  return writeNumber(x);
}
