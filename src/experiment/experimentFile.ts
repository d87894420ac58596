import { z } from "zod";
import { type MeasureName, measureDescriptions } from "../analysis/index.ts";
import { reductions } from "./recording.ts";

const id = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/u, "a name of letters, digits, - and _, beginning with a letter")
  .max(80);
const text = z.string();

const dose = z
  .strictObject({
    receptor: text.optional().describe("Receptor of the model, by name or label; instead of a drug."),
    drug: text.optional().describe("A bundled drug (`neohebb list drugs`); acts at every receptor that it binds to."),
    action: z
      .enum(["antagonist", "competitor", "agonist", "slow"])
      .optional()
      .describe("What it does at the receptor (default an insurmountable antagonist); the model must let it in."),
    efficacy: z.number().min(0).max(1).optional().describe("Of an agonist: 1 full (default), below it partial."),
    dissociation: text.optional().describe('Half-life of a slow antagonist on the receptor ("20 min").'),
    modulator: text.optional().describe("Modulator whose removal or storage is inhibited; instead of a receptor."),
    site: z.enum(["transporter", "enzyme", "depletion"]).optional().describe("Where: needed with a modulator."),
    at: text.optional().describe('When it was given, from the beginning of the session ("-30 min"; default 0 s).'),
    course: z
      .union([
        z.literal(true),
        z.strictObject({
          elimination: text.describe("Half-life of elimination."),
          absorption: text.optional().describe("Half-life of absorption; absent: at once."),
          timeToPeak: text.optional().describe("Time of the highest level, instead of absorption."),
          brain: text.optional().describe("Half-life of the balance between plasma and brain; absent: at once."),
        }),
      ])
      .optional()
      .describe("The dose is that at the peak and changes in time: true (a drug's published kinetics) or half-lives."),
    dose: z
      .union([text, z.number()])
      .describe('"3 Ki" (three times the inhibition constant), for a drug also a concentration ("8 nM"); 0 = none.'),
    trials: z
      .tuple([z.int().min(1), z.int().min(1)])
      .optional()
      .describe("First and last trial of the session under the drug, counted from 1; all trials if absent."),
  })
  .describe("A dose at a receptor, at what removes or stores a modulator, or of a drug.");

const group = z.strictObject({
  label: text.optional().describe("Name in tables and plots; the group's id if absent."),
  description: text.optional().describe("What was done to the group, a sentence."),
  doses: z
    .array(dose)
    .refine(
      (doses) => {
        const slow = doses.filter(({ action }) => action === "slow").map(({ receptor }) => receptor);
        return new Set(slow).size === slow.length;
      },
      { error: "one slow antagonist a receptor" },
    )
    .optional(),
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
