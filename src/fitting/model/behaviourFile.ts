import { z } from "zod";

const id = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/u, "a name of letters, digits, - and _, beginning with a letter")
  .max(80);
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/u, "a name of letters and digits, beginning with a letter");
const text = z.string();
const expression = z
  .union([text, z.number()], { error: "a number or an expression" })
  .describe("A number, or an expression of what the file names.");
const bound = z
  .union([z.number(), z.literal("inf"), z.literal("-inf")], { error: "a number, inf or -inf" })
  .describe("A number, inf or -inf.");
const range = z.tuple([bound, bound]).describe("Least and greatest value.");
const pair = z.tuple([z.number(), z.number()]);
const positive = z.number().gt(0);
const positivePair = z.tuple([positive, positive]);
const spread = z.tuple([z.number(), positive]);

const prior = z
  .strictObject({
    normal: spread.optional().describe("Mean, standard deviation."),
    logNormal: spread.optional().describe("Mean and standard deviation of the logarithm."),
    halfNormal: positive.optional().describe("Standard deviation of the normal distribution that is folded at 0."),
    gamma: positivePair.optional().describe("Shape, rate."),
    beta: positivePair.optional().describe("Both shapes."),
    studentT: z.tuple([positive, z.number(), positive]).optional().describe("Degrees of freedom, location, scale."),
    uniform: pair.optional().describe("Least and greatest value."),
  })
  .describe("Distribution of one subject's value, cut to the range: one of the kinds.");

const dimension = z
  .union(
    [
      z.int().min(1),
      z.strictObject({
        title: text.optional(),
        size: z.int().min(1).optional().describe("Fixed size."),
        from: z
          .union([name, z.array(name).min(1)])
          .optional()
          .describe("Columns of indices: the size is the largest index in the data and 1."),
      }),
    ],
    { error: "a size, or keys with values: title, and size or from" },
  )
  .describe("Something that is counted: options, stimuli, states. A size, or where it comes from.");

const column = z
  .strictObject({
    kind: z
      .enum(["index", "number", "condition"])
      .describe("A place in a dimension counted from 0, a number, or 0 and 1."),
    of: name.optional().describe("Dimension of an index."),
    range: range.optional().describe("What numbers are allowed."),
    title: text.optional(),
    unit: text.optional(),
    aliases: z.array(text).optional().describe("Other names of the column in data files."),
    default: z.number().optional().describe("Value where a row has none; `present` still says so."),
    optional: z.boolean().optional().describe("Whether data may lack it altogether (all values are missing then)."),
  })
  .describe("What a trial's row gives.");

const parameter = z
  .strictObject({
    symbol: text.optional(),
    title: text.optional(),
    range,
    prior,
    unit: text.optional(),
    source: text.optional().describe("Key of the bibliography."),
    status: z.enum(["measured", "derived", "fitted", "chosen"]).optional().describe("Where the prior comes from."),
    doc: text.optional(),
  })
  .describe("What is fitted for each subject.");

const constant = z
  .union([expression, z.strictObject({ value: expression, title: text.optional(), source: text.optional() })])
  .describe("A number that has a name.");

const state = z
  .strictObject({
    of: z
      .union([name, z.array(name).min(1).max(4)])
      .optional()
      .describe("Dimensions of a vector."),
    start: expression.describe("Value before the first trial; parameters, constants and earlier states may be in it."),
    title: text.optional(),
    unit: text.optional(),
  })
  .describe("What is kept from trial to trial.");

const step = z
  .strictObject({
    equations: text.optional().describe("`name = expression` or `name[index] = expression`, one a line."),
    response: z
      .union([name, z.tuple([name, name])])
      .optional()
      .describe("Column of what the subject does; choice and reaction time for wiener and linearBallisticAccumulator."),
    softmax: expression.optional().describe("Vector of preferences, from which the choice is drawn by softmax."),
    probabilities: expression.optional().describe("Vector of the options' probabilities."),
    bernoulli: expression.optional().describe("Probability of 1."),
    logOdds: expression.optional().describe("Logarithm of the odds of 1."),
    probit: expression.optional().describe("The response is 1 with probability Φ of this."),
    normal: z.strictObject({ mean: expression, standardDeviation: expression }).optional(),
    wiener: z
      .strictObject({ drift: expression, threshold: expression, nonDecisionTime: expression, bias: expression })
      .optional()
      .describe("First passage of a diffusion between 0 (choice 0) and threshold (choice 1), from bias × threshold."),
    linearBallisticAccumulator: z
      .strictObject({
        drifts: expression,
        startRange: expression,
        threshold: expression,
        nonDecisionTime: expression,
        driftDeviation: expression,
      })
      .optional()
      .describe("Race of one accumulator an option; threshold counts from 0 and is at least startRange."),
    observe: z.array(name).min(1).optional().describe("Columns that the world gives now."),
    when: expression.optional().describe("Condition on the data; the step is left out where it does not hold."),
    doc: text.optional(),
  })
  .describe("One thing in the order of a trial's events: equations, a response, or observe.");

const environment = z
  .union([
    id,
    z.strictObject({
      environment: id,
      trials: z.int().min(1).max(1_000_000).optional(),
      options: z.record(name, z.union([z.number(), z.array(z.number()).min(1)])).optional(),
      columns: z.record(name, name).optional().describe("Columns of the model: columns of the environment."),
    }),
  ])
  .describe("A task generator, with options.");

/** Form of a behavioural model's file. */
export const behaviourSchema = z
  .strictObject({
    neohebb: z.literal("behaviour/1").describe("Format and version."),
    name: id,
    title: text,
    summary: text.optional(),
    remarks: text.optional().describe("What of the source was checked, how this differs."),
    sources: z.array(text).optional().describe("Keys of the bibliography."),
    tasks: z.array(text).optional().describe("Kinds of task that the model is for."),
    dimensions: z.record(name, dimension).optional(),
    columns: z.record(name, column),
    restart: z.array(name).optional().describe("Columns at whose change the state starts anew."),
    parameters: z.record(name, parameter),
    constants: z.record(name, constant).optional(),
    state: z.record(name, state).optional(),
    trial: z.array(step).min(1),
    environments: z.record(id, environment).optional().describe("Tasks to simulate it in; `usual` is the common one."),
  })
  .describe("A behavioural model of neohebb: what happens in a trial, and how probable the responses are.");

/** A behavioural model's file as read. */
export type BehaviourFile = z.infer<typeof behaviourSchema>;
/** A step of the trial as read. */
export type StepFile = z.infer<typeof step>;
/** A parameter's prior as read. */
export type PriorFile = z.infer<typeof prior>;
/** A task of a model as read. */
export type EnvironmentFile = z.infer<typeof environment>;
