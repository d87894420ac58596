import { z } from "zod";

const text = z.string();
const names = z.union([text, z.array(text).min(1)]);
const sessions = z.union([z.int().min(1), z.array(z.int().min(1)).min(1)]);
const share = z.number().min(0).max(1);

const trials = z
  .tuple([z.int().min(1), z.int().min(1)])
  .optional()
  .describe("First and last trial, counted from 1; all trials if absent.");

const during = z
  .strictObject({
    stage: names.optional().describe('Stages of the task ("training", "test"); all if absent.'),
    session: sessions.optional().describe("Sessions (days), counted from 1; all if absent."),
    phase: names.optional().describe("Phases of the trial; all if absent."),
  })
  .optional()
  .describe("When: all of what is given must hold.");

const area = names.optional().describe("Only in these areas (given locally); everywhere if absent.");

/** A dose. */
export const doseSchema = z
  .strictObject({
    receptor: text.optional().describe("Receptor of the model, by name or label; instead of a drug."),
    drug: text.optional().describe("A bundled drug (`neohebb list drugs`); acts wherever it binds in the model."),
    action: z
      .enum(["antagonist", "competitor", "agonist", "slow"])
      .optional()
      .describe("What it does at the receptor (default an insurmountable antagonist)."),
    efficacy: share.optional().describe("Of an agonist: 1 full (default), below it partial."),
    dissociation: text.optional().describe('Half-life of a slow antagonist on the receptor ("20 min").'),
    modulator: text
      .optional()
      .describe("Modulator whose removal, storage or making is changed; instead of a receptor."),
    site: z
      .enum(["transporter", "enzyme", "depletion", "synthesis", "efflux"])
      .optional()
      .describe("Where: needed with a modulator."),
    area,
    at: text.optional().describe('When it was given, from the beginning of the session or stage ("-30 min").'),
    every: text.optional().describe('Doses are repeated, so far apart ("12 h"); they add up. Needs a course.'),
    for: text.optional().describe('How long: of repeated doses, or (without `every`) of an infusion ("7 d").'),
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
      .describe(
        '"3 Ki" (three times the inhibition constant), for a drug also a concentration ("8 nM") or, where imaging links ' +
          'it, a mass ("2 mg", "0.3 mg/kg"); 0 = none.',
      ),
    trials,
    during,
  })
  .describe("A dose at a receptor, at what removes, stores or makes a modulator, or of a drug.");

const pulse = z
  .strictObject({
    after: text.describe("A mark of the task or a phase: from its beginning."),
    delay: text.optional().describe('"200 ms" (default none).'),
    duration: text.describe('"1 s".'),
  })
  .optional()
  .describe("Pulses, one after each mark or beginning of a phase.");

/** Something that is done to cells, terminals or receptors. */
export const manipulationSchema = z
  .strictObject({
    lesion: names.optional().describe("Cells are lost: of an area, a population (area.population) or a nucleus."),
    fibreLesion: names.optional().describe("Terminals are lost: of a nucleus, or a projection."),
    light: names.optional().describe("Light: on a nucleus' or population's cells, or a projection's terminals."),
    stimulation: names
      .optional()
      .describe("Deep-brain stimulation of a nucleus or population: output held at its mean."),
    proteinSynthesis: share.optional().describe("Block of protein synthesis: the share that is blocked."),
    receptor: text.optional().describe("Receptor whose density changes (`density`)."),
    modulator: text.optional().describe("Modulator whose transporters, enzyme or synthesis change."),
    genotype: text.optional().describe("A bundled polymorphism or knock-out (`neohebb list genotypes`)."),
    age: z.number().min(18).max(100).optional().describe("Years: receptors and transporters as at that age."),
    trait: text.optional().describe("A trait with one z a subject, by which `parameters` differ."),
    share: share.optional().describe("Share of cells or terminals that are lost, or of cells that carry the opsin."),
    area,
    excitation: z
      .union([z.number(), text])
      .optional()
      .describe("Light adds this to firing: relative to tonic for a nucleus, else in the unit of the rate."),
    inhibition: share.optional().describe("Light takes this share of firing."),
    strength: share.optional().describe("Share by which stimulation holds the output (default 1)."),
    window: text.optional().describe('Time over which stimulation takes the mean (default "10 s").'),
    density: z.number().min(0).max(10).optional().describe("Receptors relative to the model's: 0 is a knock-out."),
    transporter: z.number().min(0).max(10).optional().describe("Transporters relative to the model's."),
    enzyme: z.number().min(0).max(10).optional().describe("Enzyme relative to the model's."),
    synthesis: z.number().min(0).max(10).optional().describe("Synthesis relative to the model's."),
    parameters: z.record(text, z.number()).optional().describe("Of a trait: the parameter is multiplied by 1 + k·z."),
    trials,
    during,
    pulse,
    shareOfTrials: share.optional().describe("Only in this share of trials, drawn for each subject."),
  })
  .describe("Something that is done to cells, terminals or receptors: exactly one of its first ten keys.");

const treatment = {
  doses: z
    .array(doseSchema)
    .refine(
      (doses) => {
        const slow = doses.filter(({ action }) => action === "slow").map(({ receptor }) => receptor);
        return new Set(slow).size === slow.length;
      },
      { error: "one slow antagonist a receptor" },
    )
    .optional(),
  manipulations: z.array(manipulationSchema).optional().describe("What is done to cells, terminals and receptors."),
};

/** A group of an experiment. */
export const groupSchema = z.strictObject({
  label: text.optional().describe("Name in tables and plots; the group's id if absent."),
  description: text.optional().describe("What was done to the group, a sentence."),
  task: z
    .strictObject({
      options: z.record(z.string(), z.number()).optional(),
      schedule: z.unknown().optional(),
    })
    .optional()
    .describe("Options and schedule of the task that differ in this group."),
  ...treatment,
  conditions: z
    .record(text, z.strictObject(treatment))
    .optional()
    .describe("Crossover: conditions that take turns over sessions, in an order that the subject's number sets."),
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

/** A dose as written. */
export type DoseFile = z.infer<typeof doseSchema>;
/** A manipulation as written. */
export type ManipulationFile = z.infer<typeof manipulationSchema>;
/** A group as written. */
export type GroupFile = z.infer<typeof groupSchema>;
