import { type AblationRow, type AblationVerdict, verdictOf } from "../io/board/runAblations.ts";
import type { Mechanism } from "../phenomena/index.ts";
import { counted, textTable } from "./textTable.ts";

const marks: Readonly<Record<AblationVerdict, string>> = {
  carried: "●",
  spared: "·",
  freed: "▲",
  absent: "",
  "not run": "?",
};

/** The table as text: a row an effect, a column a mechanism (by number), what each mechanism carries below. */
export function ablationsText(rows: readonly AblationRow[], mechanisms: readonly Mechanism[]): string {
  const right = (title: string) => ({ title, align: "right" as const });
  const carried = ({ id }: Mechanism) => rows.filter((row) => verdictOf(row, id) === "carried").map((row) => row.id);
  const failures = rows.flatMap(({ id, without }) =>
    Object.entries(without).flatMap(([mechanism, cell]) =>
      typeof cell === "string" ? [`${id} without ${mechanism} could not be run: ${cell}`] : [],
    ),
  );
  return [
    textTable(
      [
        { title: "effect", align: "left" },
        right("tier"),
        right("intact"),
        ...mechanisms.map((_, place) => right(String(place + 1))),
      ],
      rows.map((row) => [
        row.id,
        String(row.tier),
        row.intact.criterion ? "✓" : "✗",
        ...mechanisms.map(({ id }) => marks[verdictOf(row, id)]),
      ]),
    ),
    "",
    "● the criterion no longer holds without the mechanism · it still does ▲ it holds only without it; blank: it never holds; ? not run",
    "",
    ...mechanisms.map((mechanism, place) => {
      const own = carried(mechanism);
      const what = own.length === 0 ? "carries none" : `carries ${counted(own.length, "effect")}: ${own.join(", ")}`;
      return `${String(place + 1).padStart(2)}  ${mechanism.id} (${mechanism.label}): ${what}`;
    }),
    ...(failures.length > 0 ? ["", ...failures] : []),
  ].join("\n");
}
