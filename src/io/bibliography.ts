import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./packageRoot.ts";

let entries: ReadonlyMap<string, string> | null = null;

/** A source as a citation if it is a key of the bibliography, else unchanged. */
export function citation(source: string): string {
  entries ??= readEntries();
  return entries.get(source) ?? source;
}

function readEntries(): ReadonlyMap<string, string> {
  const file = join(packageRoot(), "references.bib");
  if (!existsSync(file)) return new Map();
  const found = new Map<string, string>();
  for (const match of readFileSync(file, "utf8").matchAll(/^@\w+\{([\w-]+),\n([\s\S]*?)^\}/gmu))
    found.set(match[1]!, citationOf(match[2]!));
  return found;
}

function citationOf(body: string): string {
  const field = (name: string): string => {
    const match = new RegExp(`^\\s*${name}\\s*=\\s*\\{(.*)\\},?\\s*$`, "mu").exec(body);
    return plain(match?.[1] ?? "");
  };
  const names = field("author")
    .split(" and ")
    .map((author) => author.split(",")[0]!.trim());
  const authors = names.length > 2 ? `${names[0]} et al.` : names.join(" and ");
  const place = field("journal") || field("booktitle") || field("publisher");
  const doi = field("doi");
  return `${authors} (${field("year")}). ${field("title")}. ${place}${doi === "" ? "" : `, doi:${doi}`}`;
}

const accents: Readonly<Record<string, string>> = {
  "`": "\u0300",
  "'": "\u0301",
  "^": "\u0302",
  "~": "\u0303",
  '"': "\u0308",
  v: "\u030c",
  c: "\u0327",
};

/** Text of a field without the marks of TeX. */
function plain(text: string): string {
  return text
    .replace(/\\([`'^~"vc])\s*\{?([A-Za-z])\}?/gu, (_, accent: string, letter: string) => letter + accents[accent]!)
    .replace(/\\(o|O|ss)\b\s*/gu, (_, letter: string) => ({ o: "ø", O: "Ø", ss: "ß" })[letter] ?? "")
    .replace(/[{}]/gu, "")
    .replaceAll("--", "–")
    .normalize("NFC");
}
