// @ts-check
/** Writes numbers as they stand on screen; pages/words/numbers.py says the rules and both pass tests/data/numbers.json. */

/** @type {Record<string, string>} */
const SUPERSCRIPT = { "-": "⁻", "+": "" };
"0123456789".split("").forEach((digit, i) => { SUPERSCRIPT[digit] = "⁰¹²³⁴⁵⁶⁷⁸⁹"[i]; });

/**
 * Return a number with so many significant digits, or as a×10ⁿ where it is very large or small.
 * @param {number} x
 * @param {number} [digits]
 */
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

/**
 * Return a number before and after a change, with as many digits as tell them apart, of those that are sure.
 * @param {number} before
 * @param {number} after
 * @param {number} [sureBefore]
 * @param {number} [sureAfter]
 */
export function writeChange(before, after, sureBefore = 17, sureAfter = 17) {
  for (let digits = 4; digits <= Math.min(sureBefore, sureAfter); digits += 1) {
    const written = [writeNumber(before, digits), writeNumber(after, digits)];
    if (written[0] !== written[1]) return written;
  }
  return [writeNumber(before, Math.min(4, sureBefore)), writeNumber(after, Math.min(4, sureAfter))];
}

/**
 * Return 10^n with the power written out.
 * @param {number} log10
 */
export function writePowerOfTen(log10) {
  const power = Math.abs(log10) < 1e7 ? log10.toFixed(1).replace(/^-0\.0$/, "0.0") : writeNumber(log10);
  return `10^${power}`.replace("-", "−");
}

export const LARGEST_PLAIN = 299;

/**
 * Return a number of which log10 of its size is known, by its power of ten where it is past a double's range.
 * @param {number} x
 * @param {number} log10
 */
export function writeSized(x, log10) {
  if (Math.abs(log10) <= LARGEST_PLAIN) return writeNumber(x);
  return (x < 0 || Object.is(x, -0) ? "−" : "") + writePowerOfTen(log10);
}

/**
 * Return how large a number is, without its sign.
 * @param {number} x
 * @param {number} [digits]
 */
export function writeSize(x, digits = 4) {
  return writeNumber(Math.abs(x), digits);
}

/**
 * Return a number, a negative one in brackets.
 * @param {number} x
 * @param {number} [digits]
 */
export function writeInBrackets(x, digits = 4) {
  const written = writeNumber(x, digits);
  return written.startsWith("−") ? `(${written})` : written;
}

/**
 * Return a number that somebody typed: as it is if that is short.
 * @param {number} x
 */
export function writeExactly(x) {
  const text = String(x);
  return text.length <= 8 && Math.abs(x) >= 1e-4 && !text.includes("e") ? text : writeNumber(x);
}

/**
 * Return a number as code would print it, where that is the point: nan and inf among them.
 * @param {number} x
 */
export function writeRaw(x) {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "−inf";
  return writeNumber(x);
}
