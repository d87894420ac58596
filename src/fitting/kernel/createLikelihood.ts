import { type FittedParameter, LANES, type Likelihood } from "../likelihood.ts";
import { interpret } from "../model/interpret.ts";
import type { BehaviourProgram, SubjectRows } from "../program.ts";
import { compileKernel, type Kernel } from "./compileKernel.ts";
import { VECTOR } from "./kernelLayout.ts";
import { PlacedRows } from "./placedRows.ts";
import { ABREAST } from "./responseLoop.ts";

const PAGE = 65536;
/** As far as addresses with a sign reach. */
const MOST_BYTES = 2 ** 31;

/**
 * The likelihood of a behavioural model for the subjects of a data set, compiled.
 *
 * @param parameters - Of the program, in its order.
 * @throws TrialIndexError if a row leads to an index outside an array
 * @throws RangeError if what must not depend on parameters does, or parameters or columns do not fit the program
 */
export async function createLikelihood(
  program: BehaviourProgram,
  parameters: readonly FittedParameter[],
  rows: readonly SubjectRows[],
): Promise<Likelihood> {
  checkFit(program, parameters, rows);
  const kernel = await compileKernel(program);
  const data = new PlacedRows(kernel.layout, kernel.byTrial, program, rows);
  if (data.end > MOST_BYTES)
    throw new RangeError(
      `the rows of ${rows.length} subjects need ${(data.end / 2 ** 30).toFixed(1)} GiB; a likelihood holds at most 2 GiB: ` +
        "fit fewer subjects at a time",
    );
  const memory = new WebAssembly.Memory({ initial: Math.ceil(data.end / PAGE) });
  new Uint32Array(memory.buffer).set(kernel.constants);
  data.write(new Float64Array(memory.buffer));
  const exports = await instantiate(kernel, memory);
  return new KernelLikelihood(program, parameters, rows, kernel, memory, data, exports);
}

/** What the module exports; addresses in bytes. */
interface Functions {
  gradient(first: number, behind: number, unused: number): void;
  keep(first: number, behind: number, kept: number): void;
  respond(first: number, behind: number, unused: number): void;
  respondAbreast(first: number, behind: number, unused: number): void;
  pointwise(first: number, behind: number, byTrial: number): void;
}

/** As for compiling: a page's own thread has to wait, others need not. */
async function instantiate({ module }: Kernel, memory: WebAssembly.Memory): Promise<Functions> {
  const imports = { env: { memory } };
  const { exports } =
    typeof document === "undefined"
      ? new WebAssembly.Instance(module, imports)
      : await WebAssembly.instantiate(module, imports);
  return exports as unknown as Functions;
}

function checkFit(
  program: BehaviourProgram,
  parameters: readonly FittedParameter[],
  rows: readonly SubjectRows[],
): void {
  const given = parameters.map(({ name }) => name);
  if (given.join() !== program.parameters.join())
    throw new RangeError(`parameters of ${program.id} are ${program.parameters.join(", ")}, not ${given.join(", ")}`);
  for (const { subject, trials, values, begins } of rows) {
    const expected = program.columns.length * trials;
    if (values.length !== expected || begins.length !== trials)
      throw new RangeError(
        `rows of subject ${subject}: ${program.columns.length} columns of ${trials} trials are ${expected} values and ` +
          `${trials} beginnings, not ${values.length} and ${begins.length}`,
      );
  }
}

class KernelLikelihood implements Likelihood {
  readonly parameters: readonly FittedParameter[];
  readonly subjects: readonly string[];
  readonly observations: readonly number[];
  readonly #responses: readonly number[];
  readonly #data: PlacedRows;
  readonly #functions: Functions;
  /** Bytes kept of a response that is put off, or 0. */
  readonly #stride: number;
  readonly #parameters: Float64Array;
  readonly #results: Float64Array;
  readonly #byTrial: Float64Array;

  constructor(
    program: BehaviourProgram,
    parameters: readonly FittedParameter[],
    rows: readonly SubjectRows[],
    { layout, kept }: Kernel,
    memory: WebAssembly.Memory,
    data: PlacedRows,
    functions: Functions,
  ) {
    this.parameters = parameters;
    this.subjects = rows.map(({ subject }) => subject);
    this.#data = data;
    this.#functions = functions;
    this.#stride = kept * VECTOR;
    this.#parameters = new Float64Array(memory.buffer, layout.parameters, LANES * parameters.length);
    this.#results = new Float64Array(memory.buffer, layout.results, LANES * (3 + parameters.length));
    this.#byTrial = new Float64Array(memory.buffer, data.byTrial);
    const counts = rows.map((own, subject) => this.#count(program, own, subject));
    this.observations = counts.map(({ trials }) => trials);
    this.#responses = counts.map(({ responses }) => responses);
  }

  evaluate(subject: number, parameters: Float64Array, result: Float64Array): void {
    const [first, behind] = this.#data.range(subject);
    if (first === behind) {
      result.fill(0);
      return;
    }
    this.#parameters.set(parameters);
    if (this.#stride === 0) this.#functions.gradient(first, behind, 0);
    else {
      this.#functions.keep(first, behind, this.#data.byTrial);
      this.#respond(this.#responses[subject]!);
    }
    for (let i = 0; i < result.length; i++) result[i] = this.#results[i]!;
  }

  #respond(responses: number): void {
    this.#results.fill(0);
    const first = this.#data.byTrial;
    const behind = first + responses * this.#stride;
    const border = behind - (responses % ABREAST) * this.#stride;
    if (border > first) this.#functions.respondAbreast(first, border, 0);
    if (behind > border) this.#functions.respond(border, behind, 0);
  }

  pointwise(subject: number, parameters: Float64Array, result: Float64Array): void {
    for (let i = 0; i < parameters.length; i++) this.#parameters.fill(parameters[i]!, LANES * i, LANES * (i + 1));
    this.#runPointwise(subject);
    for (let trial = 0; trial < this.#data.trials(subject); trial++) result[trial] = this.#byTrial[LANES * trial]!;
  }

  #runPointwise(subject: number): void {
    const [first, behind] = this.#data.range(subject);
    if (first === behind) this.#results.fill(0);
    else this.#functions.pointwise(first, behind, this.#data.byTrial);
  }

  /** Trials whose responses count, and responses. The interpreter says which index lies outside. */
  #count(
    program: BehaviourProgram,
    rows: SubjectRows,
    subject: number,
  ): { readonly trials: number; readonly responses: number } {
    this.#runPointwise(subject);
    const [trials, , responses] = this.#results;
    if (!this.#isOutside()) return { trials: trials!, responses: responses! };
    interpret(program, rows, new Float64Array(program.parameters.length));
    throw new RangeError(`${program.id}: an index lies outside its array for subject ${rows.subject}`);
  }

  #isOutside(): boolean {
    const place = this.#results.byteOffset + 2 * VECTOR;
    return new Uint32Array(this.#results.buffer, place, VECTOR / 4).some((bits) => bits !== 0);
  }
}
