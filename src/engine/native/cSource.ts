import { type Item, operandsOf, type Value } from "../generator/code.ts";
import type { GeneratedCode } from "../generator/generate.ts";
import type { OperationName } from "../generator/operations.ts";
import { ADDON, prelude } from "./cText.ts";

/**
 * Writes generated code as a C file that Node can load once it is compiled: it exports `run(memory, routine, tile,
 * clock, count)` and means, operation by operation, what the WebAssembly of the same code means.
 *
 * Compile it without contraction of products and sums; no option that loosens arithmetic may be given.
 */
export function cSource({ routines }: GeneratedCode, lanes: number): string {
  const functions = routines.map(({ name, code }, i) => {
    const body = new CFunction().write(code.items);
    return `// ${name.replace(/[^\w ]/g, " ")}\nstatic void routine${i}(char *m, P p0, P p1, P p2) {\n${body}}\n`;
  });
  const list = routines.map((_, i) => `routine${i}`).join(", ");
  const table = `static void (*const routines[])(char *, P, P, P) = {${list || "0"}};\nenum { ROUTINES = ${routines.length} };\n`;
  return [prelude(lanes), ...functions, table, ADDON].join("\n");
}

const infix: Partial<Record<OperationName, string>> = {
  "f32x4.add": "+",
  "f32x4.sub": "-",
  "f32x4.mul": "*",
  "f32x4.div": "/",
  "i32x4.add": "+",
  "i32x4.sub": "-",
  "i32x4.mul": "*",
  "v128.and": "&",
  "v128.or": "|",
  "v128.xor": "^",
  "f32x4.eq": "==",
  "f32x4.lt": "<",
  "f32x4.le": "<=",
};

const calls: Partial<Record<OperationName, string>> = {
  "f32x4.pmin": "pmin",
  "f32x4.pmax": "pmax",
  "f32x4.abs": "absolute",
  "f32x4.neg": "negate",
  "f32x4.sqrt": "squareRoot",
  "f32x4.floor": "roundDown",
  "f32x4.convert_i32x4_s": "fromSigned",
  "f32x4.convert_i32x4_u": "fromUnsigned",
  "i32x4.mul_high_u": "multiplyHigh",
  "v128.bitselect": "choose",
};

/** Writes the items of one function. */
class CFunction {
  readonly #lines: string[] = [];
  readonly #cells = new Map<number, string>();

  write(items: readonly Item[]): string {
    const used = new Set<Value>();
    collectUsed(items, used);
    this.#block(items, used, "  ");
    const declarations = [...this.#cells].map(([id, type]) => `  ${type} c${id};\n`);
    return `${declarations.join("")}${this.#lines.map((line) => `${line}\n`).join("")}`;
  }

  #block(items: readonly Item[], used: ReadonlySet<Value>, indent: string): void {
    for (const item of items) {
      if (item.kind === "define") {
        const { value } = item;
        if (used.has(value)) this.#lines.push(`${indent}const ${typeOf(value)} t${value.id} = ${definition(value)};`);
      } else if (item.kind === "set") {
        this.#cells.set(item.cell.id, item.cell.type === "i32" ? "P" : "U");
        const value = item.cell.type === "i32" ? reference(item.value) : words(item.value);
        this.#lines.push(`${indent}c${item.cell.id} = ${value};`);
      } else if (item.kind === "store") {
        const place = `*(U *)(m + ${reference(item.address)} + ${item.offset})`;
        this.#lines.push(`${indent}${place} = ${words(item.value)};`);
      } else if (item.kind === "storeWord") {
        this.#lines.push(`${indent}*(W *)(m + ${reference(item.address)}) = (W)${reference(item.value)};`);
      } else if (item.kind === "if") {
        this.#lines.push(`${indent}if (${reference(item.condition)}) {`);
        this.#block(item.body, used, `${indent}  `);
        this.#lines.push(`${indent}}`);
      } else {
        this.#lines.push(`${indent}for (;;) {`);
        this.#block(item.body, used, `${indent}  `);
        this.#lines.push(`${indent}  if (!${reference(item.while)}) break;`, `${indent}}`);
      }
    }
  }
}

/** Values that something with an effect needs. */
function collectUsed(items: readonly Item[], used: Set<Value>): void {
  const use = (value: Value) => {
    if (used.has(value)) return;
    used.add(value);
    value.operands.forEach(use);
  };
  for (const item of items) {
    if (item.kind === "loop") {
      use(item.while);
      collectUsed(item.body, used);
    } else if (item.kind === "if") {
      use(item.condition);
      collectUsed(item.body, used);
    } else if (item.kind !== "define") {
      operandsOf(item).forEach(use);
    }
  }
}

function typeOf({ type, name }: Value): "P" | "U" | "F" {
  if (type === "i32") return "P";
  const isMask = ["f32x4.eq", "f32x4.lt", "f32x4.le"].includes(name);
  return name.startsWith("f32x4.") && !isMask ? "F" : "U";
}

/** How a value is named where it is used. */
function reference(value: Value): string {
  if (value.kind === "parameter") return `p${value.immediate}`;
  if (value.kind === "constant" && value.type === "i32") return `${value.immediate}`;
  if (value.kind === "constant") return `splat(0x${value.immediate.toString(16)}u)`;
  return `t${value.id}`;
}

function words(value: Value): string {
  return typeOf(value) === "F" ? `(U)${reference(value)}` : reference(value);
}

function floats(value: Value): string {
  return typeOf(value) === "F" ? reference(value) : `(F)${reference(value)}`;
}

function definition({ kind, name, operands, immediate }: Value): string {
  const [a, b] = operands as readonly [Value, Value];
  if (kind === "cell") return `c${immediate}`;
  if (kind === "load") return `*(const U *)(m + ${reference(a)} + ${immediate})`;
  if (kind === "loadWord") return `*(const W *)(m + ${reference(a)} + ${immediate})`;
  if (kind === "loadSplat") return `splat(*(const W *)(m + ${reference(a)} + ${immediate}))`;
  switch (name) {
    case "i32.add":
      return `${reference(a)} + ${reference(b)}`;
    case "i32.sub":
      return `${reference(a)} - ${reference(b)}`;
    case "i32.mul":
      return `${reference(a)} * ${reference(b)}`;
    case "i32.ne":
      return `${reference(a)} != ${reference(b)}`;
    case "i32.shl":
      return `${reference(a)} << ${reference(b)}`;
    case "v128.andnot":
      return `${words(a)} & ~${words(b)}`;
    case "v128.any_true":
      return `anyTrue(${words(a)})`;
    case "i32.shr_u":
      return `${reference(a)} >> ${reference(b)}`;
    case "i32x4.shl":
      return `${words(a)} << ${reference(b)}`;
    case "i32x4.shr_u":
      return `${words(a)} >> ${reference(b)}`;
    case "i32x4.shr_s":
      return `(U)((I)${reference(a)} >> ${reference(b)})`;
    case "v128.not":
      return `~${words(a)}`;
    case "i32x4.splat":
      return `splat((W)${reference(a)})`;
  }
  if (name === "" || kind === "shuffle") throw new Error(`${kind} cannot be written as C`);
  const as = name.startsWith("f32x4.") && !name.startsWith("f32x4.convert") ? floats : words;
  const operator = infix[name];
  if (operator !== undefined) {
    const text = `${as(a)} ${operator} ${as(b)}`;
    return /[=<]/.test(operator) ? `(U)(${text})` : text;
  }
  const call = calls[name];
  if (call === undefined) throw new Error(`${name} cannot be written as C`);
  return `${call}(${operands.map(as).join(", ")})`;
}
