import type { Cell, CellPart, MethodsDocument, MethodsTable } from "./methodsTables.ts";
import { plainNotation } from "./notation.ts";
import { plainSymbol } from "./symbols.ts";
import { type SymbolsByName, Typesetter } from "./typeset.ts";

/** A model's description as Markdown, formulae in plain text. */
export function methodsMarkdown(
  { name, version, summary, tables, sources }: MethodsDocument,
  symbols: SymbolsByName,
): string {
  const typesetters = {
    given: new Typesetter(plainNotation, symbols),
    template: new Typesetter(plainNotation, symbols, false),
  };
  const references = sources.map(({ key, citation }) => `- \`${key}\`: ${escaped(citation)}`);
  return [
    `# ${escaped(name)} ${version}: model description`,
    `${escaped(summary)} Tables after Nordlie, Gewaltig & Plesser (2009), doi:10.1371/journal.pcbi.1000456.`,
    ...tables.map((table) => markdownTable(table, typesetters)),
    ...(references.length > 0 ? [`## Sources\n\n${references.join("\n")}`] : []),
  ].join("\n\n");
}

interface Typesetters {
  readonly given: Typesetter;
  readonly template: Typesetter;
}

function markdownTable({ letter, title, columns, rows }: MethodsTable, typesetters: Typesetters): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    `## ${letter}. ${escaped(title)}`,
    "",
    line(columns.map((column) => escaped(column))),
    line(columns.map(() => "---")),
    ...rows.map((row) => line(row.map((cell) => markdownCell(cell, typesetters)))),
  ].join("\n");
}

function markdownCell(cell: Cell, typesetters: Typesetters): string {
  let content = "";
  cell.forEach((part, place) => {
    const breaks = place > 0 && (part.kind === "equation" || cell[place - 1]!.kind === "equation");
    content += (breaks ? "<br>" : "") + markdownPart(part, typesetters);
  });
  return content;
}

function markdownPart(part: CellPart, { given, template }: Typesetters): string {
  switch (part.kind) {
    case "text":
      return escaped(part.text);
    case "symbol":
      return code(plainSymbol(part.latex));
    case "expression":
      return code((part.template ? template : given).text(part.of));
    case "equation": {
      const { left, right, event } = (part.template ? template : given).equation(part.equation);
      return `${event === null ? "" : `on ${escaped(event)}: `}${code(`${left} = ${right}`)}`;
    }
  }
}

function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

function escaped(text: string): string {
  return text.replace(/\s+/gu, " ").replace(/[\\`*_[\]<>|~]/gu, "\\$&");
}
