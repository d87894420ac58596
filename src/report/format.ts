/** How a number is written for readers. */
export type NumberFormat = "percent" | "number" | "ratio" | "integer" | "seconds" | "effect";

const thinSpace = "\u202f";
const minus = "\u2212";

/** A number for readers: `61 %`, `0.045`, `−1.20`; a dash for a missing value. */
export function formatNumber(value: number | null | undefined, format: NumberFormat): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  switch (format) {
    case "percent":
      return `${signed(value * 100, Math.abs(value) >= 0.0005 && Math.abs(value) < 0.0995 ? 1 : 0)}${thinSpace}%`;
    case "integer":
      return grouped(Math.round(value));
    case "ratio":
      return signed(value, 3);
    case "effect":
      return signed(value, 2);
    case "seconds":
      return `${significant(value)}${thinSpace}s`;
    case "number":
      return significant(value);
  }
}

/** An interval for readers: `58–64 %`, or `−0.4 to 0.2` where a dash would be read as a minus sign. */
export function formatInterval(low: number | null, high: number | null, format: NumberFormat): string {
  if (low === null || high === null || !Number.isFinite(low) || !Number.isFinite(high)) return "–";
  const [first, last] = [formatNumber(low, format), formatNumber(high, format)];
  if (low < 0 || high < 0) return `${first} to ${last}`;
  const unit = /\u202f\D+$/.exec(last)?.[0] ?? "";
  return `${unit === "" ? first : first.replace(unit, "")}–${last}`;
}

/** `value (low–high)`. */
export function formatEstimate(
  value: number | null,
  low: number | null,
  high: number | null,
  format: NumberFormat,
): string {
  const centre = formatNumber(value, format);
  return low === null || high === null ? centre : `${centre} (${formatInterval(low, high, format)})`;
}

/** Words as a list in a sentence: `a, b and c`; `a, b; c and d` where a comma is part of a word. */
export function listOf(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  const separator = words.some((word) => word.includes(",")) ? "; " : ", ";
  return `${words.slice(0, -1).join(separator)} and ${words[words.length - 1]}`;
}

/** `1 subject`, `64 subjects`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatNumber(count, "integer")} ${count === 1 ? noun : plural}`;
}

/** The same text beginning with a capital letter, unless its first word is no plain word (`my.csv`, `α1`). */
export function capitalised(text: string): string {
  const [first = ""] = text.split(" ");
  return /^[a-z][a-z-]*[,;:’s]*$/.test(first) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `${minus}${text}` : text;
}

function grouped(value: number): string {
  const text = String(Math.abs(value)).replace(/\B(?=(\d{3})+(?!\d))/g, thinSpace);
  return value < 0 ? `${minus}${text}` : text;
}

function significant(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) {
    const [mantissa = "", exponent = "0"] = size.toExponential(1).split("e");
    return `${value < 0 ? minus : ""}${mantissa}·10${superscript(Number(exponent))}`;
  }
  return (value < 0 ? minus : "") + String(Number(size.toPrecision(3)));
}

function superscript(exponent: number): string {
  return [...String(exponent)].map((sign) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)] ?? "⁻").join("");
}
