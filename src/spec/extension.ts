import { z } from "zod";
import { type ModelFile, type ModelPart, modelFileSchema, modelPartSchema, type ParameterFile } from "./modelFile.ts";
import type { Path } from "./positions.ts";

/** What is known of a schema's inside (zod keeps it under `def`). */
interface Inside {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly innerType?: z.ZodType;
}

function insideOf(schema: z.ZodType): Inside {
  return schema.def as unknown as Inside;
}

function unwrap(schema: z.ZodType): z.ZodType {
  const { innerType } = insideOf(schema);
  return innerType ? unwrap(innerType) : schema;
}

/** The schema with everything that it asks for left open, and null for what is to be removed. */
function open(schema: z.ZodType): z.ZodType {
  const inner = unwrap(schema);
  const { shape, valueType, keyType } = insideOf(inner);
  const opened = shape
    ? z.strictObject(mapped(shape, (value) => open(value).nullable().optional()))
    : valueType && keyType
      ? z.record(keyType as z.ZodString, open(valueType).nullable())
      : inner;
  return inner.description === undefined ? opened : opened.describe(inner.description);
}

function mapped<T, Result>(record: Readonly<Record<string, T>>, change: (value: T) => Result): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** Sections whose entries can be overridden. */
const header = ["neohebb", "name", "version", "summary"];
const kept = [...header, "step", "integration", "sources", "bibliography", "imports", "events", "record"];

function openSections(shape: Readonly<Record<string, z.ZodType>>): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => {
      if (kept.includes(name)) return [name, schema];
      const opened = open(schema);
      if (name !== "parameters") return [name, opened.optional()];
      const { valueType, keyType } = insideOf(unwrap(opened));
      const value = z
        .union([unwrap(valueType!), z.string(), z.number()])
        .describe("A part of a parameter, or its value.");
      return [name, z.record(keyType as z.ZodString, value.nullable()).optional()];
    }),
  );
}

const partShape = modelPartSchema.shape as unknown as Readonly<Record<string, z.ZodType>>;

/** Form of a file that an extending model imports: parts of entries of the model below, or whole new entries. */
export const extensionPartSchema: z.ZodType = z.strictObject(openSections(partShape));

/** Form of a model file that extends another. */
export const extensionSchema: z.ZodType = z.strictObject({
  ...openSections({ ...modelFileSchema.shape, step: partShape.step! } as Readonly<Record<string, z.ZodType>>),
  extends: z
    .string()
    .describe("The model that is extended: its name if it is bundled, or a path relative to this file."),
});

/** What an entry at a path needs but does not have, or null if it has all. */
export function missingKeys(path: Path, value: unknown): readonly string[] | null {
  const schema = schemaAt(path);
  const result = schema?.safeParse(value);
  if (!result || result.success) return null;
  const missing = result.error.issues
    .filter((issue) => issue.path.length === 1 && isMissing(value, issue.path[0]!))
    .map((issue) => String(issue.path[0]));
  return missing.length > 0 ? [...new Set(missing)] : null;
}

function isMissing(value: unknown, key: PropertyKey): boolean {
  return typeof value === "object" && value !== null && !Object.hasOwn(value, key);
}

function schemaAt(path: Path): z.ZodType | null {
  let schema: z.ZodType = modelPartSchema;
  for (const part of path) {
    const { shape, valueType } = insideOf(unwrap(schema));
    const next =
      valueType ?? (shape && typeof part === "string" && Object.hasOwn(shape, part) ? shape[part] : undefined);
    if (!next) return null;
    schema = next;
  }
  return unwrap(schema);
}

type Parts<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: Parts<T[Key]> | null }
    : T;

/** A model that extends another, as typed data: parts of its entries, null for what is removed, whole new entries. */
export type ModelExtension = Pick<ModelFile, "neohebb" | "name" | "version" | "summary"> &
  Pick<ModelPart, "step" | "integration" | "sources" | "bibliography" | "events" | "record"> & {
    readonly parameters?: Readonly<Record<string, Parts<ParameterFile> | string | number | null>>;
  } & Parts<Pick<ModelPart, "dimensions" | "inputs" | "modulators" | "receptors" | "nuclei" | "areas" | "rules">> &
  Parts<Pick<ModelPart, "projections" | "body" | "operators">>;
