import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./packageRoot.ts";

interface Entry {
  readonly citation: string;
  /** How far the source was seen. */
  readonly note: string;
}

let entries: ReadonlyMap<string, Entry> | null = null;

/** A source as a citation if it is a key of the bibliography, else unchanged. */
export function citation(source: string): string {
  return entryOf(source)?.citation ?? source;
}

/** How far a source of the bibliography was seen ("full text read", "abstract read", "DOI checked"), or nothing. */
export function sourceSeen(source: string): string {
  return entryOf(source)?.note ?? "";
}

function entryOf(source: string): Entry | undefined {
  entries ??= readEntries();
  return entries.get(source);
}

function readEntries(): ReadonlyMap<string, Entry> {
  const file = join(packageRoot(), "references.bib");
  if (!existsSync(file)) return new Map();
  const found = new Map<string, Entry>();
  for (const match of readFileSync(file, "utf8").matchAll(/^@\w+\{([\w-]+),\n([\s\S]*?)^\}/gmu))
    found.set(match[1]!, entryFrom(match[2]!));
  return found;
}

function entryFrom(body: string): Entry {
  const field = (name: string): string => {
    const match = new RegExp(`^\\s*${name}\\s*=\\s*\\{(.*)\\},?\\s*$`, "mu").exec(body);
    return plain(match?.[1] ?? "");
  };
  return { citation: citationOf(field), note: field("note") };
}

function citationOf(field: (name: string) => string): string {
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
