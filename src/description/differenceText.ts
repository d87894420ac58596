import type { Difference, ModelDifference } from "./difference.ts";
import type { TextStyle } from "./explanationText.ts";
import { widthOf, wrapText } from "./layout.ts";

/** The differences of two models as text for a terminal. */
export function differenceText(
  { a, b, sameProgram, differences }: ModelDifference,
  { width, bold }: TextStyle,
): string {
  const groups = new Map<string, Difference[]>();
  for (const difference of differences) {
    const title = difference.textOnly ? "labels, docs and sources" : difference.section;
    groups.set(title, [...(groups.get(title) ?? []), difference]);
  }
  const titles = [...groups.keys()].sort(
    (one, other) => Number(one.startsWith("labels")) - Number(other.startsWith("labels")),
  );
  const count = `${differences.length} ${differences.length === 1 ? "difference" : "differences"}`;
  return [
    bold(`${a} → ${b}`),
    ...titles.flatMap((title) => [
      "",
      bold(title.toUpperCase()),
      ...groups.get(title)!.flatMap((one) => lines(one, width)),
    ]),
    "",
    `${count}; ${sameProgram ? "both run the same program" : "they run different programs"}`,
  ].join("\n");
}

function lines({ section, path, a, b, textOnly }: Difference, width: number): string[] {
  const name = textOnly && section !== "model" ? `${section}.${path}` : path;
  const short = a !== null && b !== null ? `  ${name}: ${a} → ${b}` : "";
  if (short !== "" && widthOf(short) <= width && !short.includes(" = ")) return [short];
  const side = (sign: string, text: string | null) =>
    text === null ? [] : wrapText(text, width - 6).map((line, place) => `    ${place === 0 ? sign : " "} ${line}`);
  return [`  ${name}`, ...side("−", a), ...side("+", b)];
}
