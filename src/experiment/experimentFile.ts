import { z } from "zod";
import { type MeasureName, measureDescriptions } from "../analysis/index.ts";
import { groupSchema } from "./groupFile.ts";
import { reductions } from "./recording.ts";

const id = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/u, "a name of letters, digits, - and _, beginning with a letter")
  .max(80);
const text = z.string();

const reference = z.union([
  text.describe("A bundled data set (`neohebb list data`)."),
  z.strictObject({
    file: text.describe("CSV or TSV file with one row a trial, relative to this file."),
    label: text.optional(),
    citation: text.optional(),
    drugFree: z.boolean().optional().describe("It is known that these people were given no drug (default false)."),
    columns: z
      .record(z.string(), text)
      .optional()
      .describe("Which column of the file holds what, where it is not recognised: {choice: arm, subject: id}."),
    rows: z.record(z.string(), text).optional().describe("Only rows with these values count: {condition: control}."),
  }),
]);

const measureNames = measureDescriptions.map(({ name }) => name) as [MeasureName, ...MeasureName[]];

const expectation = z.strictObject({
  group: id,
  measure: z.enum(measureNames),
  direction: z.enum(["lower", "higher", "unchanged"]),
  statement: text.describe("What the literature leads one to expect, a sentence."),
  source: text.describe("Citation with DOI."),
});

const recordedVariable = z.union([
  text.describe("A variable of the model (`neohebb explain`): the mean over its elements and over each phase."),
  z.strictObject({
    variable: text.describe("A variable of the model, of a subject, of units or of synapses."),
    reduction: z
      .enum(reductions)
      .optional()
      .describe("What becomes of its units or synapses at each moment (default mean); all keeps every one."),
    phases: z.array(text).min(1).optional().describe("Phases of the task (default all)."),
    subjects: z.int().min(0).max(100_000).optional().describe("Subjects, from the first (default record.subjects)."),
    every: z
      .union([text, z.array(text).min(1).max(2)])
      .optional()
      .describe('"100 ms": samples, not means over phases; "10 trials": the first of every ten; or both in a list.'),
  }),
]);

/** Form of an experiment file. */
export const experimentSchema = z
  .strictObject({
    neohebb: z.literal("experiment/1").describe("Format and version."),
    name: id.describe("Identifier; results go to results/<name>."),
    title: text.optional(),
    description: text.optional(),
    task: z
      .union([
        text,
        z.strictObject({
          id: text,
          options: z.record(z.string(), z.number()).optional(),
          schedule: z
            .unknown()
            .optional()
            .describe("Name of a published form of the task, or a schedule as data, where the task takes one."),
        }),
      ])
      .describe("A task's id (`neohebb list tasks`), or id, options and schedule."),
    rest: z
      .union([
        z.enum(["closed", "stepped"]),
        z.strictObject({
          form: z.enum(["closed", "stepped"]).optional(),
          settling: text.optional().describe('Time that is stepped before the closed form (default "3 s").'),
        }),
      ])
      .optional()
      .describe(
        "How intervals without events are passed: `closed` at once when fast variables have settled, or `stepped` (default: what the task says).",
      ),
    model: text.describe("A bundled model's name (`neohebb list models`), or a file relative to this one."),
    parameters: z
      .record(z.string(), z.union([text, z.number()]))
      .optional()
      .describe("Parameters of the model with other values, in all groups."),
    dimensions: z
      .record(z.string(), z.int())
      .optional()
      .describe("Sizes of the model's dimensions that the task does not set, in all groups."),
    subjects: z.int().min(1).max(100_000).describe("Virtual subjects in each group; the same ones in every group."),
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).describe("Seed of all random numbers."),
    control: id.optional().describe("The group that the others are compared with; the first one if absent."),
    groups: z.record(id, groupSchema).describe("Groups by id."),
    references: z
      .array(reference)
      .optional()
      .describe("Real behaviour to compare with; the first one is the main one."),
    agents: z.array(text).optional().describe("Simple agents to compare with (`neohebb list agents`)."),
    expectations: z.array(expectation).optional().describe("What is expected beforehand."),
    record: z
      .strictObject({
        subjects: z
          .int()
          .min(0)
          .optional()
          .describe("Subjects with rows of their own in the tables of signals, weights, variables (default 256)."),
        areas: z
          .array(text)
          .min(1)
          .optional()
          .describe("Areas and nuclei with rows in signals.parquet, and in weights.parquet as targets (default all)."),
        phases: z.array(text).min(1).optional().describe("Phases with rows in signals.parquet (default all)."),
        every: text
          .optional()
          .describe('Thins the rows of signals.parquet that are by trial: "10 trials" keeps the first of every ten.'),
        traces: z
          .strictObject({
            subjects: z.int().min(0).max(64).optional().describe("Subjects whose full traces are kept (default 2)."),
            every: text.optional().describe('Time between samples of a full trace (default "100 ms").'),
          })
          .optional(),
        variables: z
          .array(recordedVariable)
          .max(256)
          .optional()
          .describe("Further variables of the model, written to variables.parquet."),
      })
      .optional(),
    attribution: z
      .boolean()
      .optional()
      .describe("Run control again with each modulatory effect on plasticity at rest (default false)."),
  })
  .describe("An experiment of neohebb.");

/** An experiment file as read. */
export type ExperimentFile = z.infer<typeof experimentSchema>;
