import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from "yaml";
import { type Issue, type IssueCode, IssueCollector, type Location } from "./issue.ts";
import { formatPath, type Path, type Positions } from "./positions.ts";

/** Limits on a file. */
export const yamlLimits = {
  /** Characters. */
  length: 1 << 20,
  depth: 32,
  aliases: 32,
  /** Values after aliases are put in. */
  values: 200_000,
} as const;

/** A YAML or JSON text as plain data: objects without prototype, arrays, texts, finite numbers, booleans, null. */
export interface YamlDocument {
  /** Undefined if the text could not be read at all. */
  readonly data: unknown;
  readonly positions: Positions;
  readonly issues: readonly Issue[];
}

/** Where a value and its key begin in the text. */
interface Entry {
  readonly node: Node | null;
  readonly offset: number;
  readonly keyOffset: number;
}

const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells a binary file
const binaryPattern = /[\u0000-\u0008\u000e-\u001f\ufffd]/u;

/**
 * Reads the safe subset of YAML 1.2 (JSON included): no tags, no merge keys, texts as keys, no duplicate keys; limits
 * on length, depth, aliases and what these expand to. Never throws: what is wrong is in `issues`.
 */
export function readYaml(text: string, file: string): YamlDocument {
  return new YamlReader(text, file).read();
}

class YamlReader {
  private readonly lines = new LineCounter();
  private readonly entries = new Map<string, Entry>();
  private readonly issues = new IssueCollector();
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<Node>();
  private aliases = 0;
  private values = 0;
  private readonly text: string;
  private readonly file: string;

  constructor(text: string, file: string) {
    this.text = text;
    this.file = file;
  }

  read(): YamlDocument {
    return { data: this.data(), positions: this.positions(), issues: this.issues.all };
  }

  private data(): unknown {
    const { text } = this;
    if (text.trim() === "") return this.fail("file", 0, "the file is empty");
    if (text.length > yamlLimits.length)
      return this.fail(
        "limit",
        0,
        "the file is too large",
        `at most ${yamlLimits.length} characters`,
        `${text.length}`,
      );
    const binary = binaryPattern.exec(text);
    if (binary) {
      this.countLines();
      return this.fail("file", binary.index, "the file is not text (binary data or a wrong encoding)", "UTF-8 text");
    }
    const deep = this.firstTooDeep();
    if (deep >= 0) {
      this.countLines();
      return this.fail("limit", deep, "nested too deeply", `at most ${yamlLimits.depth} levels`);
    }
    const document = parseDocument(text, {
      version: "1.2",
      schema: "core",
      uniqueKeys: false,
      lineCounter: this.lines,
      prettyErrors: false,
      logLevel: "error",
    });
    for (const error of document.errors) this.fail("syntax", error.pos[0], sentence(error));
    if (document.errors.length > 0) return undefined;
    if (document.directives.yaml.explicit && document.directives.yaml.version !== "1.2")
      return this.fail("version", 0, `YAML ${document.directives.yaml.version} is not supported`, "1.2");
    const data = this.convert(document.contents, [], 0);
    return this.issues.hasErrors ? undefined : data;
  }

  /** Guards the parser's own recursion: brackets alone, strings not excepted. */
  private firstTooDeep(): number {
    let depth = 0;
    for (let place = 0; place < this.text.length; place++) {
      const code = this.text.charCodeAt(place);
      if (code === 0x5b || code === 0x7b) {
        if (++depth > 8 * yamlLimits.depth) return place;
      } else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
    }
    const dashes = new RegExp(`^(?:[ \\t]*[-?][ \\t]){${yamlLimits.depth + 1}}`, "mu").exec(this.text);
    return dashes ? dashes.index : -1;
  }

  private countLines(): void {
    this.lines.addNewLine(0);
    for (let at = this.text.indexOf("\n"); at >= 0; at = this.text.indexOf("\n", at + 1)) this.lines.addNewLine(at + 1);
  }

  private fail(code: IssueCode, offset: number, message: string, expected?: string, got?: string): undefined {
    this.issues.error(code, this.locate(offset, []), message, {
      ...(expected === undefined ? {} : { expected }),
      ...(got === undefined ? {} : { got }),
    });
    return undefined;
  }

  private locate(offset: number, path: Path): Location {
    const { line, col } = offset === 0 ? { line: 1, col: 1 } : this.lines.linePos(offset);
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col), path: formatPath(path) };
  }

  private enter(path: Path, node: Node | null, keyOffset: number): void {
    const offset = node?.range?.[0] ?? keyOffset;
    this.entries.set(pathKey(path), { node, offset, keyOffset });
  }

  private convert(node: ParsedNode | Node | null, path: Path, keyOffset: number): unknown {
    if (path.length > yamlLimits.depth)
      return this.fail("limit", keyOffset, "nested too deeply", `at most ${yamlLimits.depth} levels`);
    if (++this.values > yamlLimits.values) {
      if (this.values === yamlLimits.values + 1)
        this.fail("limit", keyOffset, "too many values (aliases put in)", `at most ${yamlLimits.values}`);
      return undefined;
    }
    const offset = node?.range?.[0] ?? keyOffset;
    if (isAlias(node)) return this.alias(node.source, offset, path, keyOffset);
    this.enter(path, node, keyOffset);
    if (node === null) return null;
    if (node.tag !== undefined && !isPlain(node.tag))
      return this.fail("syntax", offset, `tags (${node.tag}) are not allowed`);
    if ("anchor" in node && node.anchor !== undefined) this.anchors.set(node.anchor, node);
    this.open.add(node);
    const value = isMap(node)
      ? this.map(node.items, path)
      : isSeq(node)
        ? node.items.map((item, place) => this.convert(item as Node, [...path, place], offset))
        : isScalar(node)
          ? this.scalar(node.value, offset)
          : undefined;
    this.open.delete(node);
    return value;
  }

  private alias(source: string, offset: number, path: Path, keyOffset: number): unknown {
    const target = this.anchors.get(source);
    if (!target) return this.fail("syntax", offset, `no anchor "&${source}" before this alias`);
    if (this.open.has(target)) return this.fail("cycle", offset, `alias "*${source}" is inside of its own anchor`);
    if (++this.aliases > yamlLimits.aliases) {
      if (this.aliases === yamlLimits.aliases + 1)
        this.fail("limit", offset, "too many aliases", `at most ${yamlLimits.aliases}`);
      return undefined;
    }
    return this.convert(target, path, keyOffset);
  }

  private map(items: readonly { key: unknown; value: unknown }[], path: Path): unknown {
    const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const { key, value } of items) {
      const offset = (key as Node | null)?.range?.[0] ?? 0;
      const name = isScalar(key) && !("anchor" in key && key.anchor) && key.value !== null ? this.keyText(key) : null;
      if (name === null) this.fail("syntax", offset, "a key must be a plain text");
      else if (name === "<<") this.fail("syntax", offset, "merge keys (<<) are not allowed");
      else if (forbiddenKeys.has(name)) this.fail("syntax", offset, `"${name}" is not allowed as a key`);
      else if (Object.hasOwn(result, name)) this.fail("duplicate", offset, `"${name}" is given twice`);
      else result[name] = this.convert(value as Node | null, [...path, name], offset);
    }
    return result;
  }

  private keyText(key: { value: unknown; source?: string | undefined }): string {
    return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
  }

  private scalar(value: unknown, offset: number): unknown {
    if (typeof value === "number" && !Number.isFinite(value))
      return this.fail("type", offset, "numbers must be finite");
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null)
      return value;
    return this.fail("type", offset, "only texts, numbers, true, false and null are allowed");
  }

  private positions(): Positions {
    const nearest = (path: Path): Entry | undefined => {
      for (let length = path.length; length >= 0; length--) {
        const entry = this.entries.get(pathKey(path.slice(0, length)));
        if (entry) return entry;
      }
      return undefined;
    };
    return {
      file: this.file,
      value: (path) => this.locate(nearest(path)?.offset ?? 0, path),
      key: (path) => this.locate(nearest(path)?.keyOffset ?? 0, path),
      within: (path, offset) => {
        const entry = nearest(path);
        return this.locate(entry ? offsetInSource(this.text, entry, offset) : 0, path);
      },
    };
  }
}

function pathKey(path: Path): string {
  return path.join("\u0000");
}

function isPlain(tag: string): boolean {
  return tag === "!";
}

function sentence({ code, message }: { readonly code: string; readonly message: string }): string {
  if (code === "MULTIPLE_DOCS") return "a file holds one document";
  if (code === "RESOURCE_EXHAUSTION") return "nested too deeply";
  return message.slice(0, 1).toLowerCase() + message.slice(1);
}

/**
 * Offset in the source of a character of a decoded text. In every style the characters that are not white space stand
 * in the source in the same order, so these are counted; escapes count as the one character that they make.
 */
function offsetInSource(source: string, entry: Entry, offset: number): number {
  const { node } = entry;
  if (!isScalar(node) || typeof node.value !== "string" || !node.range) return entry.offset;
  const [start, end] = node.range;
  const block = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
  const double = node.type === "QUOTE_DOUBLE";
  const single = node.type === "QUOTE_SINGLE";
  let place = block ? source.indexOf("\n", start) + 1 : start + (double || single ? 1 : 0);
  if (block && place === 0) return start;
  let count = node.value.slice(0, offset).replace(/\s/gu, "").length;
  const atEnd = offset >= node.value.trimEnd().length;
  while (place < end) {
    const blank = isBlank(source, place, double);
    if (count === 0 && (atEnd || !blank)) break;
    if (!blank) count--;
    if (double && source[place] === "\\") place += escapeLength(source, place);
    else place += single && source[place] === "'" ? 2 : 1;
  }
  return place;
}

function isBlank(source: string, place: number, double: boolean): boolean {
  const character = source[place] ?? "";
  return /\s/u.test(character) || (double && character === "\\" && /[tnr _NLP\n]/u.test(source[place + 1] ?? ""));
}

function escapeLength(source: string, place: number): number {
  const kind = source[place + 1];
  return kind === "x" ? 4 : kind === "u" ? 6 : kind === "U" ? 10 : 2;
}
