// @ts-check
/** Reads a number as a person types or pastes it; logreg_core/points/plain_numbers.py says the rules and reads the same. */

/** @type {Record<string, string>} */
const SUPERSCRIPT_AS = { "⁻": "-", "⁺": "+" };
"⁰¹²³⁴⁵⁶⁷⁸⁹".split("").forEach((digit, i) => { SUPERSCRIPT_AS[digit] = String(i); });
const ALL_SUPERSCRIPTS = /[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]/g;
const TYPED_NUMBER = /^([+-]?)\s*([0-9]+\.?[0-9]*|\.[0-9]+)(?:e([+-]?[0-9]{1,6})|\s*[*x·×]\s*10\s*(?:\^|\*\*)\s*(?:([+-]?[0-9]{1,6})|\(\s*([+-]?[0-9]{1,6})\s*\)))?$/;
const LETTERS_QUOTED = 30;

/**
 * Return the number that was typed, or why it is none.
 * @param {string} text
 * @returns {{ value: number, why?: undefined } | { value?: undefined, why: string }}
 */
export function typedNumber(text) {
  const line = text.trim();
  const letters = [...line];
  const quoted = `“${letters.length <= LETTERS_QUOTED ? line : `${letters.slice(0, LETTERS_QUOTED - 1).join("")}…`}”`;
  if (!line) return { why: "Nothing is written here; a number is needed." };
  const blanks = line.replace(/\s/g, " ").replaceAll("−", "-").toLowerCase();
  const plain = blanks.replace(/(?<=10)(?=[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹])/g, "^").replace(ALL_SUPERSCRIPTS, (digit) => SUPERSCRIPT_AS[digit]);
  if (/[.,][^e*x·×]*[.,]/.test(plain) && /^[+-]?[0-9.,]+$/.test(plain)) {
    return { why: `${quoted} has more than one comma or point: write it with a decimal mark alone.` };
  }
  if (/[0-9] +[0-9]/.test(plain)) return { why: `${quoted} has a blank between its digits: write it without.` };
  const found = TYPED_NUMBER.exec(plain.replaceAll(",", "."));
  if (!found) return { why: `${quoted} is no number. Write it like 0.25, -3 or 1e-3.` };
  const [, sign, digits, e, power, inner] = found;
  const exponent = e ?? power ?? inner ?? "0";
  const value = Number(`${sign}${digits}e${exponent}`);
  return Number.isFinite(value) ? { value } : { why: `${quoted} is larger than a number can be here.` };
}
