/** A column of a text table. */
export interface TextColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

/** Rows as aligned columns, two spaces between them. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(...title.split("\n").map(width), ...rows.map((row) => width(row[index] ?? ""))),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, index) => pad(cells[index] ?? "", widths[index]!, align))
      .join("  ")
      .trimEnd();
  const titleLines = Math.max(...columns.map(({ title }) => title.split("\n").length));
  const head = Array.from({ length: titleLines }, (_, row) =>
    line(
      columns.map(({ title }) => {
        const lines = title.split("\n");
        return lines[row - titleLines + lines.length] ?? "";
      }),
    ),
  );
  const rule = widths.map((count) => "─".repeat(count)).join("  ");
  return [...head, rule, ...rows.map(line)].join("\n");
}

/** A number of things: `1 subject`, `5 subjects`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** Text cut to a length, with … if something is left out. */
export function cut(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}

/** Text in lines of at most a length, broken at spaces. */
export function wrap(text: string, length: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && width(last) + 1 + width(word) <= length) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function width(text: string): number {
  return Array.from(text).length;
}

function pad(text: string, length: number, align: TextColumn["align"]): string {
  const space = " ".repeat(Math.max(0, length - width(text)));
  return align === "right" ? space + text : text + space;
}
