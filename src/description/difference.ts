import {
  type LoweredModel,
  type ModelSource,
  type Path,
  type Positions,
  parseEquations,
  parseExpression,
} from "../spec/index.ts";
import { parseQuantity, sameDimension } from "../units/index.ts";
import { plainNotation } from "./notation.ts";
import { placeText } from "./places.ts";
import { Typesetter } from "./typeset.ts";

/** Something in which two models differ. */
export interface Difference {
  /** `parameters`, `areas`, …; `model` for what concerns the whole. */
  readonly section: string;
  /** Where in the section: `dorsalStriatum.populations.d1.equations`. */
  readonly path: string;
  readonly kind: "changed" | "added" | "removed";
  /** The two values in short; null where there is none. */
  readonly a: string | null;
  readonly b: string | null;
  /** `file:line` of each. */
  readonly fromA: string | null;
  readonly fromB: string | null;
  /** Whether it is about labels, docs and sources alone. */
  readonly textOnly: boolean;
}

/** In what two models differ. */
export interface ModelDifference {
  readonly a: string;
  readonly b: string;
  /** Whether both run the same program: what differs is then in texts, order or the way of writing. */
  readonly sameProgram: boolean;
  readonly differences: readonly Difference[];
}

/** A model to compare. */
export interface ComparedModel {
  readonly source: ModelSource;
  readonly model: LoweredModel;
}

const sections = [
  ...["dimensions", "parameters", "inputs", "modulators", "receptors", "nuclei", "areas", "rules", "projections"],
  ...["body", "operators"],
];
const lists = ["events", "record", "sources"];
const textKeys = new Set(["doc", "label", "source", "sources", "symbol", "summary"]);
const equationKeys = new Set(["equations"]);

/** Compares two models entry by entry: numbers as quantities, formulae by their grammar, not by their spelling. */
export function compareModels(a: ComparedModel, b: ComparedModel): ModelDifference {
  const sides = [sideOf(a.source), sideOf(b.source)] as const;
  const comparing = new Comparing(sides);
  for (const key of ["version", "step", "integration"])
    comparing.values("model", [key], sides[0].data[key], sides[1].data[key]);
  for (const section of sections) comparing.values(section, [section], sides[0].data[section], sides[1].data[section]);
  for (const name of lists) comparing.lists(name, sides[0].data[name], sides[1].data[name]);
  const program = ({ model }: ComparedModel) => JSON.stringify({ ...model.program, name: "" });
  return {
    a: `${a.model.name} ${a.model.version}`,
    b: `${b.model.name} ${b.model.version}`,
    sameProgram: program(a) === program(b),
    differences: comparing.found,
  };
}

type Data = Readonly<Record<string, unknown>>;

interface Side {
  /** All files of a model as one. */
  readonly data: Data;
  readonly positions: (path: Path) => Positions | undefined;
}

function sideOf({ documents }: ModelSource): Side {
  const data: Record<string, unknown> = { integration: "euler" };
  const origins = new Map<string, Positions>();
  for (const document of documents)
    for (const [key, value] of Object.entries(document.data as Data)) {
      if (lists.includes(key)) data[key] = [...((data[key] as unknown[] | undefined) ?? []), ...(value as unknown[])];
      else if (isRecord(value) && key !== "body") {
        data[key] = { ...(data[key] as Data | undefined), ...value };
        for (const name of Object.keys(value)) origins.set(`${key}/${name}`, document.positions);
      } else {
        data[key] = value;
        origins.set(key, document.positions);
      }
    }
  return { data, positions: ([section, name]) => origins.get(`${section}/${name}`) ?? origins.get(String(section)) };
}

class Comparing {
  readonly found: Difference[] = [];
  private readonly sides: readonly [Side, Side];
  private readonly typesetter = new Typesetter(plainNotation, new Map());

  constructor(sides: readonly [Side, Side]) {
    this.sides = sides;
  }

  values(section: string, path: Path, a: unknown, b: unknown): void {
    if (a === undefined && b === undefined) return;
    const key = String(path.at(-1));
    if (equationKeys.has(key) || path.at(-2) === "on") this.equations(section, path, a, b);
    else if (isRecord(a ?? {}) && isRecord(b ?? {}) && (path.length === 1 || (a !== undefined && b !== undefined))) {
      const [left, right] = [(a ?? {}) as Data, (b ?? {}) as Data];
      for (const name of new Set([...Object.keys(left), ...Object.keys(right)]))
        this.values(section, [...path, name], left[name], right[name]);
    } else if (a === undefined || b === undefined || !this.same(a, b))
      this.add(section, path, this.shown(a), this.shown(b));
  }

  lists(name: string, a: unknown, b: unknown): void {
    const [left, right] = [new Set((a ?? []) as string[]), new Set((b ?? []) as string[])];
    for (const item of left) if (!right.has(item)) this.add("model", [name], item, null);
    for (const item of right) if (!left.has(item)) this.add("model", [name], null, item);
  }

  /** Equations by what they determine; if all are the same, by their order. */
  private equations(section: string, path: Path, a: unknown, b: unknown): void {
    const [left, right] = [this.equationTexts(a), this.equationTexts(b)];
    const count = this.found.length;
    for (const [target, text] of left)
      if (right.get(target) !== text) this.add(section, path, text, right.get(target) ?? null);
    for (const [target, text] of right) if (!left.has(target)) this.add(section, path, null, text);
    if (this.found.length === count && [...left.keys()].join() !== [...right.keys()].join())
      this.add(section, path, `order ${[...left.keys()].join(", ")}`, `order ${[...right.keys()].join(", ")}`);
  }

  private equationTexts(value: unknown): Map<string, string> {
    const texts = new Map<string, string>();
    const whole = Array.isArray(value) ? value.join("\n") : String(value ?? "");
    for (const { target, derivative, expression } of parseEquations(whole).equations) {
      const left = derivative ? `d ${target}/dt` : target;
      let key = left;
      for (let again = 2; texts.has(key); again++) key = `${left} (${again})`;
      const text = { text: "", syntax: expression, scope: null, place: { file: "", line: 0, column: 0, path: "" } };
      texts.set(key, `${left} = ${this.typesetter.text(text)}`);
    }
    return texts;
  }

  /** Whether two values mean the same: as quantities, as formulae, or letter by letter. */
  private same(a: unknown, b: unknown): boolean {
    if (JSON.stringify(a) === JSON.stringify(b)) return true;
    if (Array.isArray(a) && Array.isArray(b))
      return a.length === b.length && a.every((one, place) => this.same(one, b[place]));
    if (isRecord(a) || isRecord(b)) return false;
    const [left, right] = [String(a), String(b)];
    return sameQuantity(left, right) || this.formula(left) === this.formula(right);
  }

  private formula(text: string): string {
    try {
      const place = { file: "", line: 0, column: 0, path: "" };
      return this.typesetter.text({ text, syntax: parseExpression(text), scope: null, place });
    } catch {
      return text.trim();
    }
  }

  private add(section: string, path: Path, a: string | null, b: string | null): void {
    const key = String(path.at(-1));
    const textOnly = textKeys.has(key) && !(section === "projections" && key === "source");
    const from = (place: 0 | 1, value: string | null): string | null => {
      const positions = this.sides[place].positions(path);
      return value === null || !positions ? null : placeText(positions.key(path));
    };
    this.found.push({
      section,
      path: (section === "model" ? path : path.slice(1)).join("."),
      kind: a === null ? "added" : b === null ? "removed" : "changed",
      a,
      b,
      fromA: from(0, a),
      fromB: from(1, b),
      textOnly,
    });
  }

  private shown(value: unknown): string | null {
    if (value === undefined) return null;
    if (!isRecord(value)) return Array.isArray(value) ? value.map(String).join(", ") : String(value).trim();
    if (typeof value.value === "string" || typeof value.value === "number") return String(value.value);
    if (typeof value.source === "string" && typeof value.target === "string")
      return `${value.source} → ${value.target}`;
    if (typeof value.doc === "string") return value.doc.trim();
    return JSON.stringify(value);
  }
}

function isRecord(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sameQuantity(a: string, b: string): boolean {
  try {
    const [left, right] = [parseQuantity(a), parseQuantity(b)];
    return left.value === right.value && (left.value === 0 || sameDimension(left.dimension, right.dimension));
  } catch {
    return false;
  }
}
