import { z } from "zod";
import { type MeasureName, measureDescriptions } from "../analysis/index.ts";

const id = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/u, "a name of letters, digits, - and _, beginning with a letter")
  .max(80);
const text = z.string();

const dose = z
  .strictObject({
    receptor: text.optional().describe("Receptor of the model, by name or label; instead of a drug."),
    drug: text.optional().describe("A bundled drug (`neohebb list drugs`); acts at every receptor that it binds to."),
    dose: z
      .union([text, z.number()])
      .describe('"3 Ki" (three times the inhibition constant), for a drug also a concentration ("8 nM"); 0 = none.'),
    trials: z
      .tuple([z.int().min(1), z.int().min(1)])
      .optional()
      .describe("First and last trial of the session under the drug, counted from 1; all trials if absent."),
  })
  .describe("An antagonist, by receptor or by drug.");

const group = z.strictObject({
  label: text.optional().describe("Name in tables and plots; the group's id if absent."),
  description: text.optional().describe("What was done to the group, a sentence."),
  doses: z.array(dose).optional(),
  yoked: z
    .array(text)
    .optional()
    .describe(
      "Modulators whose nuclei fire as another subject's did in the control session, instead of by themselves.",
    ),
  parameters: z
    .record(z.string(), z.union([text, z.number()]))
    .optional()
    .describe("Parameters of the model that differ in this group, for ablations."),
});

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

/** Form of an experiment file. */
export const experimentSchema = z
  .strictObject({
    neohebb: z.literal("experiment/1").describe("Format and version."),
    name: id.describe("Identifier; results go to results/<name>."),
    title: text.optional(),
    description: text.optional(),
    task: z
      .union([text, z.strictObject({ id: text, options: z.record(z.string(), z.number()).optional() })])
      .describe("A task's id (`neohebb list tasks`), or id and options."),
    model: text.describe("A bundled model's name (`neohebb list models`), or a file relative to this one."),
    parameters: z
      .record(z.string(), z.union([text, z.number()]))
      .optional()
      .describe("Parameters of the model with other values, in all groups."),
    subjects: z.int().min(1).max(100_000).describe("Virtual subjects in each group; the same ones in every group."),
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).describe("Seed of all random numbers."),
    control: id.optional().describe("The group that the others are compared with; the first one if absent."),
    groups: z.record(id, group).describe("Groups by id."),
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
          .describe("Subjects with rows of their own in signals.parquet and weights.parquet (default 256)."),
        traces: z
          .strictObject({
            subjects: z.int().min(0).max(64).optional().describe("Subjects whose full traces are kept (default 2)."),
            every: text.optional().describe('Time between samples of a full trace (default "100 ms").'),
          })
          .optional(),
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
