import { z } from "zod";

const id = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/u, "a name of letters, digits, - and _, beginning with a letter")
  .max(80);
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/u, "a name of letters and digits, beginning with a letter");
const inputName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.]*$/u, "a name of letters, digits and dots, beginning with a letter");
const parameterName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)?$/u,
    "a parameter of the model, or projection.parameter for one of its rule",
  );
const text = z.string();
const expression = z
  .union([text, z.number()], { error: "a number with its unit, or an expression" })
  .describe("A number with its unit, or an expression of quantities and parameters (`1 s + delay`).");

const repetition = {
  repetitions: expression.optional().describe("How often (default once)."),
  period: expression.optional().describe("Time from one beginning to the next."),
};

const pulse = z
  .strictObject({
    input: inputName.describe("An input of the model."),
    unit: expression.optional().describe("Place in a vector, from 0 (default 0), or several: `0:10`."),
    from: expression.describe("When it begins."),
    width: expression.optional().describe("How long it lasts; one step if neither this nor `to` is given."),
    to: expression.optional().describe("When it ends, instead of `width`."),
    value: expression.describe("What it adds to the input while it lasts."),
    ...repetition,
  })
  .describe("A rectangular pulse into an input. Pulses that overlap add up.");

const timedEvent = z
  .strictObject({ event: name.describe("An event of the model."), at: expression, ...repetition })
  .describe("An event that happens at a time.");

const quantity = z
  .strictObject({
    unit: text.describe("Unit in which it is shown."),
    value: expression.optional().describe("Its value where neither the sweep nor a condition gives one."),
    label: text.optional(),
    doc: text.optional(),
  })
  .describe("A number that pulses, events and parameters may use.");

const sweep = z
  .strictObject({
    over: name.describe("A quantity of this file, or `time`."),
    values: z.array(expression).min(1).optional(),
    from: expression.optional(),
    to: expression.optional(),
    points: z.int().min(2).max(1000).optional().describe("Number of values between `from` and `to`, both included."),
    spacing: z.enum(["linear", "logarithmic"]).optional(),
    unit: text.optional().describe("Unit of the time axis (default s)."),
    label: text.optional().describe("Name of the axis."),
  })
  .describe("The quantity on the horizontal axis: `values`, or `from`, `to` and `points`.");

const parametersDoc = "Parameters of the model with other values, and those of projections' rules (`pathway.rate`).";

const condition = z
  .strictObject({
    label: text.optional(),
    doc: text.optional(),
    quantities: z.record(name, expression).optional().describe("Quantities with other values."),
    parameters: z.record(parameterName, expression).optional().describe(parametersDoc),
    variable: text.optional().describe("What is measured, if it is another variable than in the other conditions."),
    pulses: z.array(pulse).optional().describe("Pulses besides those of all conditions."),
    events: z.array(timedEvent).optional(),
  })
  .describe("One curve.");

const measure = z
  .strictObject({
    variable: text.describe("A variable of the model, such as pathway.weight."),
    element: expression.optional().describe("Which synapse or unit, from 0; the mean over all if absent."),
    as: z
      .enum(["value", "change", "ratio", "relative change"])
      .optional()
      .describe("The value itself, or against that at `since` (default change)."),
    at: expression.optional().describe("When (default the end; in a sweep over time that time)."),
    since: expression.optional().describe("When the comparison value is taken (default the beginning)."),
    label: text.optional().describe("Name of the axis."),
    unit: text.optional().describe("Unit of the axis."),
    spacing: z.enum(["linear", "logarithmic"]).optional().describe("Spacing of the axis."),
  })
  .describe("What is on the vertical axis.");

/** How a reference curve was obtained. */
export const referenceKinds = [
  "closed form",
  "solved separately",
  "published",
  "table",
  "digitised",
  "statement",
] as const;

const reference = z
  .strictObject({
    label: text.optional(),
    kind: z.enum(referenceKinds),
    how: text.describe("How the numbers were obtained, a sentence."),
    source: text.describe("Key of the bibliography, or a citation."),
    formula: expression.optional().describe("The curve as an expression of quantities and parameters."),
    formulas: z.record(id, expression).optional().describe("The same by condition."),
    points: text
      .optional()
      .describe(
        "CSV: the swept quantity, then a column a condition (and `<condition>.standardError` beside it if the source gives " +
          "one); numbers in the units of the axes.",
      ),
    tolerance: z
      .strictObject({
        absolute: z.number().min(0).optional().describe("In the unit of the vertical axis."),
        relative: z.number().min(0).optional().describe("Share of the reference's value."),
        standardErrors: z.number().min(0).optional().describe("Multiple of the point's standard error."),
      })
      .describe("How far a point may lie from the reference."),
  })
  .describe("A published curve: `formula`, `formulas` or `points`.");

/** Form of a protocol file. */
export const protocolSchema = z
  .strictObject({
    neohebb: z.literal("protocol/1").describe("Format and version."),
    name: id.describe("Identifier; results go to results/<name>."),
    title: text,
    summary: text.optional().describe("What is done and what is known, some sentences."),
    remarks: text.optional().describe("What of the source was checked and what was not."),
    sources: z.array(text).optional().describe("Keys of the bibliography."),
    model: text.describe("A bundled model's name, or a file relative to this one."),
    parameters: z.record(parameterName, expression).optional().describe(parametersDoc),
    quantities: z.record(name, quantity).optional(),
    duration: expression.describe("Length of a run."),
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional().describe("Seed of random numbers (default 1)."),
    subjects: z.int().min(1).max(10_000).optional().describe("Copies whose mean is taken (default 1)."),
    pulses: z.array(pulse).optional(),
    events: z.array(timedEvent).optional(),
    sweep,
    conditions: z.record(id, condition).optional().describe("One curve each; without it there is a single one."),
    measure,
    references: z.array(reference).optional(),
  })
  .describe("A pairing protocol of neohebb: what is done to a model, what is varied, what is measured.");

/** A protocol file as read. */
export type ProtocolFile = z.infer<typeof protocolSchema>;
export type PulseFile = z.infer<typeof pulse>;
export type TimedEventFile = z.infer<typeof timedEvent>;
export type ConditionFile = z.infer<typeof condition>;
export type ReferenceFile = z.infer<typeof reference>;
/** How a reference curve was obtained. */
export type ReferenceKind = (typeof referenceKinds)[number];
