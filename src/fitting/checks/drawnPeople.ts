import { RandomSequence, seedWords } from "../../math/random.ts";
import { rowCount, stackTables, type Table } from "../../math/table.ts";
import { parameterPrior } from "../inference/parameterPrior.ts";
import type { FittedParameter } from "../likelihood.ts";
import { SimulationError } from "../model/sampleResponse.ts";
import { type Setting, type SimulatedData, simulate } from "../model/simulate.ts";
import type { SubjectRows } from "../program.ts";
import { turns } from "./turns.ts";

/** Simulated people whose parameters are known. */
export interface DrawnPeople {
  /** Natural scale, [person][parameter]. */
  readonly truth: readonly Float64Array[];
  readonly rows: readonly SubjectRows[];
  /** All rows as a table, with `subject` and `trial`. */
  readonly table: Table;
  /** Draws that the model can't be simulated with and that were drawn anew: the prior is cut there. */
  readonly redrawn: number;
}

export interface DrawOptions {
  readonly people: number;
  readonly seed: number;
  /** One person's parameters, [parameter]; default: from the priors. */
  readonly draw?: (random: RandomSequence, person: number) => Float64Array;
  /** Called once a person is simulated. */
  readonly onPerson?: (person: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Parameter vectors that a person may need until one can be simulated. */
const MOST_DRAWS = 200;

/** Draws one person's parameters from their priors, [parameter]. */
export function drawFromPriors(parameters: readonly FittedParameter[], random: RandomSequence): Float64Array {
  return Float64Array.from(parameters, (parameter) => parameterPrior(parameter).quantile(random.uniform()));
}

/**
 * Simulates people whose parameters are drawn from the priors, or by `draw`. A person depends on the seed and the
 * person's number alone.
 *
 * @returns null if stopped by `signal`.
 * @throws SimulationError where no draw can be simulated.
 */
export async function drawPeople(setting: Setting, options: DrawOptions): Promise<DrawnPeople | null> {
  const { parameters } = setting.lowered.definition;
  const draw = options.draw ?? ((random: RandomSequence) => drawFromPriors(parameters, random));
  const turn = turns(options.signal);
  const drawn: DrawnPerson[] = [];
  for (let person = 0; person < options.people; person++) {
    if (await turn()) return null;
    drawn.push(drawPerson(setting, draw, person, options.seed));
    options.onPerson?.(person);
  }
  const name = (person: number) => String(person + 1);
  return {
    truth: drawn.map(({ truth }) => truth),
    rows: drawn.map(({ data }, person) => ({ ...data.rows[0]!, subject: name(person) })),
    table: stackTables(
      drawn.map(({ data: { table } }, person) => ({
        ...table,
        subject: new Array<string>(rowCount(table)).fill(name(person)),
      })),
    ),
    redrawn: drawn.reduce((sum, { redrawn }) => sum + redrawn, 0),
  };
}

interface DrawnPerson {
  readonly truth: Float64Array;
  readonly data: SimulatedData;
  readonly redrawn: number;
}

function drawPerson(
  setting: Setting,
  draw: NonNullable<DrawOptions["draw"]>,
  person: number,
  seed: number,
): DrawnPerson {
  const random = new RandomSequence(seedWords(seed), person, "parameters of simulated people");
  for (let redrawn = 0; ; redrawn++) {
    const truth = draw(random, person);
    try {
      return { truth, data: simulate(setting, [truth], seedOf(seed, person)), redrawn };
    } catch (error) {
      if (!(error instanceof SimulationError) || redrawn === MOST_DRAWS) throw error;
    }
  }
}

/** A seed of its own for each person under each seed. */
export function seedOf(seed: number, number: number): number {
  return (seed * 1_000_003 + number * 7_919 + 1) % Number.MAX_SAFE_INTEGER;
}
