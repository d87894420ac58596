import type { TypesetEquation } from "./typeset.ts";

/** Number of characters of a text. */
export function widthOf(text: string): number {
  return [...text].length;
}

/** Text in lines of at most a width, broken at spaces. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Text padded to a width. */
export function padded(text: string, width: number, side: "left" | "right" = "left"): string {
  const space = " ".repeat(Math.max(0, width - widthOf(text)));
  return side === "left" ? text + space : space + text;
}

const breaks = / (?=[+−] )| (?=[·/] )|(?<=,) | (?=and )| (?=or )| (?=[≤≥<>=≠] )/gu;

/** A formula in lines of at most a width, broken before operators where they are nested least. */
export function wrapFormula(formula: string, width: number): string[] {
  const lines: string[] = [];
  let rest = formula;
  while (widthOf(rest) > width) {
    const place = breakPlace(rest, width);
    if (place === null) break;
    lines.push(rest.slice(0, place));
    rest = rest.slice(place).trimStart();
  }
  return [...lines, rest];
}

/** Where a formula is best broken within a width: at a sum before a product, and as late as possible. */
function breakPlace(formula: string, width: number): number | null {
  const depths: number[] = [];
  let depth = 0;
  for (const character of formula) {
    if (character === ")" || character === "]") depth--;
    depths.push(depth);
    if (character === "(" || character === "[") depth++;
  }
  let best: { place: number; cost: number } | null = null;
  for (const match of formula.matchAll(breaks)) {
    const before = widthOf(formula.slice(0, match.index));
    if (before > width || before === 0) continue;
    const sum = /^ [+−]|^ and|^ or/u.test(formula.slice(match.index)) || formula[match.index - 1] === ",";
    const cost = 2 * (depths[before] ?? 0) + (sum ? 0 : 2.5) + (3 * (width - before)) / width;
    if (!best || cost <= best.cost) best = { place: match.index, cost };
  }
  return best?.place ?? null;
}

/** Equations aligned at their signs of equality; what belongs to events comes with the event's name before it. */
export function equationLines(equations: readonly TypesetEquation[], width: number, indent: string): string[] {
  const room = width - indent.length;
  const most = Math.floor(room * 0.4);
  const lefts = equations.map(({ left }) => widthOf(left)).filter((count) => count <= most);
  const leftWidth = Math.max(0, ...lefts);
  const lines: string[] = [];
  let event: string | null = null;
  for (const { left, right, event: of } of equations) {
    if (of !== event) {
      event = of;
      if (of !== null) lines.push(`${indent}on ${of}:`);
    }
    const fits = widthOf(left) <= leftWidth;
    if (!fits) lines.push(`${indent}${left} =`);
    const start = " ".repeat(fits ? leftWidth + 3 : 4);
    const [first = "", ...more] = wrapFormula(right, room - start.length);
    lines.push(fits ? `${indent}${padded(left, leftWidth, "right")} = ${first}` : indent + start + first);
    for (const line of more) lines.push(indent + start + line);
  }
  return lines;
}

/** Rows as aligned columns, two spaces apart; the last column is wrapped. */
export function columnLines(
  rows: readonly (readonly string[])[],
  width: number,
  indent: string,
  right: ReadonlySet<number> = new Set(),
): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  const before = widths.slice(0, -1).reduce((sum, one) => sum + one + 2, indent.length);
  const room = Math.max(16, width - before);
  return rows.flatMap((row) => {
    const cells = row
      .slice(0, count - 1)
      .map((cell, column) => padded(cell, widths[column]!, right.has(column) ? "right" : "left"));
    const last = row[count - 1] ?? "";
    const wrapped = right.has(count - 1) ? [padded(last, widths[count - 1]!, "right")] : wrapText(last, room);
    const [first = "", ...more] = wrapped;
    return [[...cells, first].join("  "), ...more.map((line) => " ".repeat(before - indent.length) + line)].map(
      (line) => (indent + line).trimEnd(),
    );
  });
}

/** A number of bytes in a suitable unit. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [size, unit] = bytes < 1024 ** 2 ? [bytes / 1024, "KiB"] : [bytes / 1024 ** 2, "MiB"];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}

/** A whole number with thin groups of three. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, ",");
}
