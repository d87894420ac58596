import type { Cell, CellPart, MethodsDocument, MethodsTable } from "./methodsTables.ts";
import { latexNotation } from "./notation.ts";
import { latexText } from "./symbols.ts";
import { type SymbolsByName, Typesetter } from "./typeset.ts";

const preamble = `\\documentclass[a4paper,10pt]{article}
\\usepackage[T1]{fontenc}
\\usepackage[utf8]{inputenc}
\\usepackage{textcomp}
\\usepackage{amsmath,amssymb}
\\usepackage{array,booktabs,caption,longtable}
\\usepackage[margin=20mm]{geometry}
\\newcolumntype{L}[1]{>{\\raggedright\\arraybackslash\\hspace{0pt}}p{#1\\linewidth}}
\\setlength{\\tabcolsep}{3pt}
\\begin{document}`;

/** A model's description as a LaTeX document that stands alone; its tables can be taken over one by one. */
export function methodsLatex(
  { name, version, summary, tables, sources }: MethodsDocument,
  symbols: SymbolsByName,
): string {
  const typesetters = {
    given: new Typesetter(latexNotation, symbols),
    template: new Typesetter(latexNotation, symbols, false),
  };
  const references = sources.map(
    ({ key, citation }) => `\\bibitem{${key.replace(/[^\w:-]/gu, "")}} ${latexText(citation)}`,
  );
  return [
    preamble,
    `\\section*{${latexText(name)} ${version}: model description}`,
    `${latexText(summary)} Tables after Nordlie, Gewaltig \\& Plesser (2009), doi:\\allowbreak{}10.1371/\\allowbreak{}journal.\\allowbreak{}pcbi.\\allowbreak{}1000456.`,
    ...tables.map((table) => latexTable(table, typesetters)),
    ...(references.length > 0
      ? [`\\begin{thebibliography}{${sources.length}}\n${references.join("\n")}\n\\end{thebibliography}`]
      : []),
    "\\end{document}",
  ].join("\n\n");
}

interface Typesetters {
  readonly given: Typesetter;
  readonly template: Typesetter;
}

function latexTable({ letter, title, columns, widths, rows }: MethodsTable, typesetters: Typesetters): string {
  // Between two columns are twice three points, an eightieth of the line.
  const room = 0.998 - (widths.length - 1) / 80;
  const share = widths.map((width) => `L{${(room * width).toFixed(3)}}`).join("");
  const named = columns.some((column) => column !== "");
  const head = named ? [`${columns.map(latexText).join(" & ")} \\\\`, "\\midrule"] : [];
  return [
    `\\begin{longtable}{@{}${share}@{}}`,
    `\\caption*{\\textbf{${letter}. ${latexText(title)}}}\\\\`,
    "\\toprule",
    ...head,
    "\\endhead",
    ...rows.map((row) => `${guarded(row.map((cell) => latexCell(cell, typesetters)).join(" & "))} \\\\`),
    "\\bottomrule",
    "\\end{longtable}",
  ].join("\n");
}

/** After the end of a row, a bracket or star would be taken for an argument of it. */
function guarded(row: string): string {
  return /^\s*[[*]/u.test(row) ? `{}${row}` : row;
}

function latexCell(cell: Cell, typesetters: Typesetters): string {
  let content = "";
  cell.forEach((part, place) => {
    const breaks = place > 0 && (part.kind === "equation" || cell[place - 1]!.kind === "equation");
    content += (breaks ? "\\newline " : "") + latexPart(part, typesetters);
  });
  return content;
}

function latexPart(part: CellPart, { given, template }: Typesetters): string {
  switch (part.kind) {
    case "text":
      return latexText(part.text)
        .replace(/\s+/gu, " ")
        .replace(/(?<=[a-z])\.(?=[a-z])/gu, ".\\allowbreak{}")
        .replace(/(?<=[a-z\d])(?=[A-Z][a-z])/gu, "\\allowbreak{}");
    case "symbol":
      return `$${part.latex}$`;
    case "expression":
      return `$${(part.template ? template : given).text(part.of)}$`;
    case "equation": {
      const { left, right, event } = (part.template ? template : given).equation(part.equation);
      return `${event === null ? "" : `on ${latexText(event)}: `}$${left} = ${right}$`;
    }
  }
}
