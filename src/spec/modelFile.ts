import { z } from "zod";

/** Texts that the language reads are checked further (units, names, equations) once the form is right. */
/** Where drugs act on a modulator besides its receptors. */
export const modulatorTargets = ["transporter", "enzyme", "depletion"] as const;
/** Ligands of a receptor that a model may let in besides the antagonist that it always has. */
export const receptorLigands = ["agonist", "competitor", "slow"] as const;

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/u, "a name of letters and digits, beginning with a letter");
const identifier = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/u, "letters, digits and hyphens, beginning with a letter");
const quantity = z
  .union([z.string(), z.number()], { error: "a number with its unit, such as 20 ms" })
  .meta({ format: "quantity", description: "A number with its unit as text (20 ms); a bare number is dimensionless." });
const expression = z
  .union([z.string(), z.number()], { error: "an expression" })
  .meta({ format: "expression", description: "An expression of the model language, or a number." });
const size = z
  .union([z.string(), z.int()], { error: "a whole number or an expression of dimensions" })
  .meta({ format: "size" });
const unit = z
  .union([z.string(), z.literal(1)], { error: "a unit as text, such as 1/s or 1" })
  .meta({ format: "unit", description: "Unit, such as mV, 1/s or 1." });
const doc = z.string().optional().describe("What it is, in a sentence.");
const label = z.string().min(1).optional().describe("Short form for plots; also an accepted alias of the name.");
const sources = z.array(z.string()).optional().describe("Keys of the bibliography.");
const equations = z
  .union([z.string(), z.array(z.string())], { error: "equations as text, one a line, or a list of texts" })
  .meta({ format: "equations" })
  .optional()
  .describe("Equations, one a line: `name = expression` or `d name/dt = expression`.");
const on = z
  .record(name, z.union([z.string(), z.array(z.string())], { error: "assignments as text" }))
  .optional()
  .describe("Assignments made when an event happens, by event.");
const status = z.enum(["measured", "derived", "fitted", "chosen"]).describe("How the value came about.");

const variable = z
  .strictObject({
    unit,
    initial: expression.optional().describe("Value at the beginning (default 0)."),
    doc,
    label,
    plastic: z.boolean().optional().describe("This is the weight of the projection that learning changes."),
    storage: z
      .enum(["subject", "shared"])
      .optional()
      .describe("`shared`: one table for all subjects, written by the host."),
  })
  .describe("A quantity that is kept from step to step.");
const variables = z.record(name, variable).optional().describe("Quantities kept from step to step, by name.");

const definitions = z
  .record(name, z.strictObject({ unit, expression, doc }).describe("A named expression, put in wherever it is used."))
  .optional()
  .describe("Named expressions, put in wherever they are used.");

const modulation = z
  .record(
    name,
    z.strictObject({
      effect: z.enum(["gain", "timing", "eligibility", "threshold"]).describe("How the modulator acts on plasticity."),
      unit,
      expression,
      doc,
    }),
  )
  .optional()
  .describe("Third factors: numbers a subject, computed once a step.");

const part = (of: string) =>
  z.strictObject({ variables, definitions, equations, on }).optional().describe(`State that lives ${of}.`);

const parts = z
  .strictObject({
    pre: part("in the presynaptic unit, once for all synapses that it sends"),
    post: part("in the postsynaptic unit, once for all synapses that it receives"),
    area: part("in the area, one value a subject"),
  })
  .optional()
  .describe("State of the rule that belongs to no single synapse, by where it lives; it changes after the synapses.");

const parameter = z.strictObject({
  symbol: z.string().optional().describe("Symbol in formulae (LaTeX)."),
  value: quantity,
  range: z.tuple([quantity, quantity]).optional().describe("Smallest and largest sensible value."),
  status,
  source: z.string().min(1).describe("Where the value comes from, or why it was chosen."),
  doc,
  scatter: z.number().min(0).max(3).optional().describe("Standard deviation of ln(value) over subjects (default 0)."),
  scatterGroup: name.optional().describe("Parameters of the same group share one random draw."),
});

const input = z.strictObject({
  size: z
    .union([z.string(), z.int()])
    .meta({ format: "size" })
    .optional()
    .describe("Number of units of a vector; without it one number a subject."),
  unit,
  doc,
  label,
});

const densities = z.record(z.string(), expression).optional().describe("Density of each receptor, 0 … 1.");

const population = z.strictObject({
  label,
  doc,
  receptors: densities.describe("Density of receptors on these units, where it is not the area's."),
  size: size.describe("Number of units: an expression of dimensions and whole numbers."),
  variables,
  definitions,
  equations,
  on,
  activity: z.string().optional().describe("What is recorded as activity (default mean(rate))."),
});

const saturableUptake = z
  .strictObject({
    maximum: expression.describe("Removal when all transporters are busy."),
    halfSaturation: expression.describe("Concentration (tonic = 1) at which half of them are."),
  })
  .describe("Michaelis–Menten: maximum·c/(halfSaturation + c).");

const vesicles = z
  .strictObject({
    use: expression.describe("Share of the full pool that tonic firing would release in a second (1/s)."),
    refill: expression.describe("Time constant of refilling."),
  })
  .describe("Releasable vesicles of each nucleus' terminals here: firing empties them, time refills them.");

const autoreceptor = z
  .strictObject({
    receptor: z.string().describe("A receptor of this area for the same modulator."),
    gain: expression.describe("Loss of release, relative to tonic, when occupancy rises by 1."),
    lag: quantity.optional().describe("Time constant of the action (default none)."),
  })
  .describe("Release is multiplied by max(0, 1 − gain·(occupancy − resting)).");

const area = z.strictObject({
  label,
  doc,
  receptors: densities,
  modulators: z
    .record(
      z.string(),
      z.strictObject({
        lag: quantity.describe("Time that a change of release needs to arrive."),
        uptake: z
          .union([z.string(), z.number(), saturableUptake], {
            error: "an expression, or {maximum: …, halfSaturation: …}",
          })
          .optional()
          .describe("Removal by transporters, relative to normal (default 1): linear, or saturable."),
        enzyme: expression.optional().describe("Linear removal by enzymes, in the units of uptake (default 0)."),
        pool: vesicles.optional(),
        autoreceptor: autoreceptor.optional(),
        basal: expression.optional().describe("Release besides that of the nuclei (default 0)."),
        release: z.record(z.string(), expression).optional().describe("Share of each nucleus in the release."),
        doc,
      }),
    )
    .optional()
    .describe("Which modulators reach the area, and how."),
  variables,
  definitions,
  equations,
  on,
  populations: z.record(name, population).optional().describe("Groups of like units, by name."),
});

const nucleus = z.strictObject({
  label,
  doc,
  modulator: z.string().describe("What its axons release."),
  corelease: z.array(z.string()).optional().describe("Other modulators that the same axons release in some areas."),
  variables,
  definitions,
  equations,
  on,
});

const receptor = z.strictObject({
  label,
  doc,
  modulator: z.string().describe("What binds to it."),
  halfMaximalConcentration: expression.describe(
    "Concentration (relative to tonic) that occupies half of the receptors.",
  ),
  hillCoefficient: expression.optional().describe("Steepness (default 1)."),
  ligands: z
    .array(z.enum(receptorLigands))
    .optional()
    .describe("Drugs that this receptor lets in besides an insurmountable antagonist; each gives inputs of its own."),
  status,
  source: z.string().min(1).describe("Where the affinity comes from, or why it was chosen."),
});

const rule = z.strictObject({
  label,
  doc,
  sources,
  parameters: z
    .record(
      name,
      z.strictObject({
        unit,
        default: expression.optional().describe("Value where a projection gives none."),
        status: status.optional().describe("How the default came about (default chosen)."),
        source: z.string().min(1).optional().describe("Where the default comes from, or why it was chosen."),
        doc,
      }),
    )
    .optional()
    .describe("What a projection must (or, with a default, may) give under `with`."),
  variables,
  definitions,
  modulation,
  transmits: z.string().optional().describe("What is summed over the senders (default weight * pre.rate)."),
  equations,
  on,
  at: parts,
});

const projection = z.strictObject({
  label,
  doc,
  rule: name.optional().describe("Plasticity rule whose parts it takes over."),
  with: z.record(name, expression).optional().describe("The rule's parameters as expressions of this projection."),
  source: z.string().describe("Population that sends: area.population or area.population[from:end]."),
  target: z.string().describe("Population that receives."),
  connection: z.enum(["all-to-all", "one-to-one"]).optional().describe("Which units are joined (default all-to-all)."),
  area: z.string().optional().describe("Area whose modulators act here (default the target's)."),
  delay: expression
    .optional()
    .describe("Time from a change of the sender to the sum at the target, in whole steps (default one step)."),
  into: name.optional().describe("Variable of the target that receives the sum."),
  transmits: z.string().optional().describe("What is summed over the senders (default weight * pre.rate)."),
  variables,
  definitions,
  modulation,
  equations,
  on,
  at: parts,
});

const body = z.strictObject({
  stimuli: z.string().optional().describe("Input: strength of each feature, wherever it is (dimension `stimuli`)."),
  objects: z
    .string()
    .optional()
    .describe("Input: strength of each feature at each place, place by place (dimension `objects`)."),
  dimensions: z
    .string()
    .optional()
    .describe("Input: number of the dimension (colour, shape, …) of each feature (dimension `features`)."),
  context: z.string().optional().describe("Input: context that the subject is in (dimension `contexts`)."),
  position: z.string().optional().describe("Input: code of the own position (dimension `positions`)."),
  outcomes: z.string().optional().describe("Input: amount of each kind of outcome (dimension `outcomes`)."),
  drive: z.string().optional().describe("Input: need of each kind of outcome, 1 = usual (dimension `outcomes`)."),
  reward: z.string().optional().describe("Input: what is received, summed over the kinds; punishment is negative."),
  available: z.string().optional().describe("Input: 1 for each action that is possible (dimension `options`)."),
  selected: z.string().optional().describe("Input: 1 for the action just taken (dimension `options`)."),
  feedback: z.string().optional().describe("Input: 1 while an outcome or its absence is perceived."),
  action: z
    .strictObject({
      variable: z.string().describe("Quantity of a population with a unit for each action."),
      threshold: expression.describe("Value above which a unit acts, the same in all subjects."),
    })
    .optional()
    .describe("Motor output, a unit an action: the first above threshold acts."),
  response: z.string().optional().describe("Graded response, for tasks that read a single one."),
  responses: z.record(name, z.string()).optional().describe("Graded responses by the names that tasks give them."),
});

const modulator = z.strictObject({
  label,
  doc,
  targets: z
    .array(z.enum(modulatorTargets))
    .optional()
    .describe("Where drugs may act besides receptors; each gives an input such as transporter.dopamine, in Ki."),
});

const sections = {
  integration: z
    .enum(["euler", "exponential"])
    .optional()
    .describe("How differential equations are stepped (default euler)."),
  sources,
  bibliography: z
    .union([z.string(), z.array(z.string())], { error: "a BibTeX file's path, or a list of them" })
    .meta({ examples: ["thesis.bib"] })
    .optional()
    .describe("BibTeX files that have the sources' entries, relative to this file; a references.bib beside it counts."),
  imports: z.array(z.string()).optional().describe("Files that are merged into this one, relative to it."),
  dimensions: z
    .record(
      name,
      z.strictObject({
        default: z.int().describe("Size where the task sets none."),
        range: z.tuple([z.int(), z.int()]).optional().describe("Smallest and largest size."),
        doc,
      }),
    )
    .optional()
    .describe("Sizes that the task may set."),
  parameters: z.record(name, parameter).optional().describe("Named constants with unit, range, status and source."),
  inputs: z.record(name, input).optional().describe("Quantities written from outside."),
  events: z
    .array(name)
    .optional()
    .describe("Events besides sessionStart, trialStart, trialEnd, sessionEnd, offline and the derived rest."),
  modulators: z.record(name, modulator).optional().describe("What nuclei release."),
  receptors: z.record(name, receptor).optional().describe("Kinds of receptor with their affinities."),
  nuclei: z.record(name, nucleus).optional().describe("Sources of modulators: one firing rate a subject, 1 = tonic."),
  areas: z.record(name, area).optional().describe("Areas with their chemistry and populations."),
  rules: z.record(name, rule).optional().describe("Plasticity rules: templates for projections."),
  projections: z.record(name, projection).optional().describe("Synapses from one population to another."),
  body: body.optional().describe("What connects model and world."),
  operators: z
    .record(
      name,
      z.strictObject({
        local: z.boolean().describe("Whether it needs only what is at hand where it is used."),
        doc: z.string().describe("What it stands for, and what local mechanism should replace it."),
      }),
    )
    .optional()
    .describe("Anything that is not local, declared."),
  record: z.array(z.string()).optional().describe("Further variables to record (one value a subject)."),
};

/** Form of a model file. */
export const modelFileSchema = z.strictObject({
  neohebb: z.string().meta({ description: "Format and version.", const: "model/1" }),
  name: identifier.describe("Identifier of the model."),
  version: z.int().min(1).describe("Version of the model."),
  summary: z.string().describe("What it is, in a sentence."),
  step: quantity.describe("Length of a step."),
  ...sections,
});

/** Form of a file that another one imports. */
export const modelPartSchema = z.strictObject({
  neohebb: z.string().meta({ description: "Format and version.", const: "model/1" }).optional(),
  name: identifier.optional().describe("Identifier of the part."),
  version: z.int().min(1).optional().describe("Version of the part."),
  summary: z.string().optional().describe("What it is, in a sentence."),
  step: quantity.optional().describe("Length of a step (only in the main file)."),
  ...sections,
});

/**
 * A model as typed data: the same structure as a model file.
 *
 * Quantities, units and equations are texts of the model language (`"20 ms"`, `"d rate/dt = …"`).
 */
export type ModelFile = z.input<typeof modelFileSchema>;
/** State of a rule that lives in units or in the area. */
export type PartFile = z.input<ReturnType<typeof part>> & object;
/** A file that a model imports: sections alone. */
export type ModelPart = z.input<typeof modelPartSchema>;
/** A named constant with value, unit, range, status and source. */
export type ParameterFile = z.input<typeof parameter>;
/** A quantity written from outside. */
export type InputFile = z.input<typeof input>;
/** A quantity kept from step to step. */
export type VariableFile = z.input<typeof variable>;
/** An area with its receptors, modulators and populations. */
export type AreaFile = z.input<typeof area>;
/** A group of like units. */
export type PopulationFile = z.input<typeof population>;
/** A source of a neuromodulator. */
export type NucleusFile = z.input<typeof nucleus>;
/** A receptor's affinity. */
export type ReceptorFile = z.input<typeof receptor>;
/** A plasticity rule: a template for projections. */
export type RuleFile = z.input<typeof rule>;
/** Synapses from one population to another. */
export type ProjectionFile = z.input<typeof projection>;
/** What connects model and world. */
export type BodyFile = z.input<typeof body>;
