import type { z } from "zod";
import { nearestName } from "../math/nearestName.ts";
import { type Issue, IssueCollector, spelling } from "./issue.ts";
import { type Path, type Positions, valueAt } from "./positions.ts";

/** What is known of a schema's inside (zod keeps it under `def`). */
interface SchemaDefinition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly valueType?: Schema;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly options?: readonly Schema[];
}

interface Schema {
  readonly def: SchemaDefinition;
}

/**
 * Everything in which plain data differ from the form that a schema gives: unknown keys with the nearest known one,
 * missing keys, wrong types, each with its place in the text.
 */
export function checkShape(schema: z.ZodType, data: unknown, positions: Positions): Issue[] {
  const collector = new IssueCollector();
  const result = schema.safeParse(data);
  if (result.success) return [];
  for (const issue of result.error.issues) report(issue, schema as unknown as Schema, data, positions, collector);
  return [...collector.all];
}

function report(
  issue: z.core.$ZodIssue,
  schema: Schema,
  data: unknown,
  positions: Positions,
  collector: IssueCollector,
): void {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const got = valueAt(data, path);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, path);
    for (const key of issue.keys) {
      const details = spelling(nearestName(key, known));
      const allowed =
        known.length > 0 && details.hint === undefined ? { hint: `allowed: ${known.join(", ")}` } : details;
      collector.error("unknown-key", positions.key([...path, key]), `unknown key "${key}"`, allowed);
    }
    return;
  }
  if (issue.code === "invalid_union" && path.length > 0 && issue.errors.length > 0) {
    const nested = meant(issue.errors);
    for (const one of nested)
      report({ ...one, path: [...issue.path, ...one.path] }, schema, data, positions, collector);
    if (nested.length > 0) return;
  }
  const name = path.at(-1);
  if (got === undefined && name !== undefined) {
    collector.error("missing", positions.key(path), `"${name}" is missing`, expectation(issue));
    return;
  }
  if (issue.code === "invalid_key") {
    collector.error("type", positions.key(path), `"${String(name)}" is not a name`, {
      expected: "letters and digits, beginning with a letter",
    });
    return;
  }
  if (issue.code === "invalid_value") {
    const options = issue.values.map(String);
    const hint = typeof got === "string" ? spelling(nearestName(got, options)) : {};
    collector.error("type", positions.value(path), wrong(path), {
      expected: options.join(" | "),
      got: show(got),
      ...hint,
    });
    return;
  }
  const code = issue.code === "too_small" || issue.code === "too_big" ? "range" : "type";
  collector.error(code, positions.value(path), wrong(path), { ...expectation(issue), got: show(got) });
}

/** Of a union's alternatives the one that was meant, with everything wrong in it: that with the deepest problem. */
function meant(errors: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const depth = (issues: readonly z.core.$ZodIssue[]) =>
    Math.max(...issues.map((issue) => issue.path.length + (issue.code === "unrecognized_keys" ? 0.5 : 0)));
  const inside = errors.filter((issues) => issues.length > 0 && depth(issues) > 0);
  return inside.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
}

function wrong(path: Path): string {
  const name = path.at(-1);
  if (name === undefined) return "wrong content";
  if (typeof name === "string") return `wrong value for "${name}"`;
  const list = path.at(-2);
  return `wrong value for item ${name + 1}${typeof list === "string" ? ` of "${list}"` : ""}`;
}

function expectation(issue: z.core.$ZodIssue): { expected?: string } {
  if (issue.code === "invalid_type") return { expected: typeName(String(issue.expected)) };
  const list = "origin" in issue && issue.origin === "array" ? "a list of " : "";
  if (issue.code === "too_small") {
    if (issue.origin === "string") return { expected: "a text" };
    return { expected: `${list}${issue.inclusive ? "at least" : "more than"} ${issue.minimum}` };
  }
  if (issue.code === "too_big")
    return { expected: `${list}${issue.inclusive ? "at most" : "less than"} ${issue.maximum}` };
  if (issue.code === "invalid_value") return { expected: issue.values.map(String).join(" | ") };
  return issue.message && issue.message !== "Invalid input" ? { expected: issue.message } : {};
}

function typeName(type: string): string {
  const names: Record<string, string> = {
    object: "keys with values",
    record: "keys with values",
    array: "a list",
    tuple: "a list",
    string: "a text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
  };
  return names[type] ?? type;
}

function show(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "keys with values";
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The keys that a schema allows at a path. */
function keysAt(schema: Schema, path: Path): string[] {
  let current: Schema | undefined = schema;
  for (const part of path) current = step(unwrap(current), part);
  const last = unwrap(current);
  if (last?.def.type === "union") return (last.def.options ?? []).flatMap((option) => keysAt(option, []));
  return Object.keys(last?.def.shape ?? {});
}

function unwrap(schema: Schema | undefined): Schema | undefined {
  let current = schema;
  while (current?.def.innerType) current = current.def.innerType;
  return current;
}

function step(schema: Schema | undefined, part: string | number): Schema | undefined {
  if (!schema) return undefined;
  const { def } = schema;
  if (def.shape) return typeof part === "string" ? def.shape[part] : undefined;
  if (def.valueType) return def.valueType;
  if (def.element) return def.element;
  for (const option of def.options ?? []) {
    const found = step(unwrap(option), part);
    if (found) return found;
  }
  return undefined;
}
