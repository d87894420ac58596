import { compile, explainModel, readBibliography, simulate, taskKinds } from "neohebb";
import bibliography from "../../../references.bib?raw";
import { loadTexts, withEdits } from "./bundledModels.ts";
import { explainChange } from "./explainChange.ts";
import type { BrainDescription, BrainSetting, RecordedNames, RecordedTrial, Reply, Request } from "./messages.ts";
import { noEdits } from "./modelEdits.ts";

type Compiled = ReturnType<typeof compile>;

const send = (reply: Reply) => postMessage(reply);

/** The brain that was started last, and its trials. */
let brain: {
  readonly setting: BrainSetting;
  readonly compiled: Compiled;
  readonly description: BrainDescription;
  readonly trials: AsyncGenerator<RecordedTrial, void, void>;
} | null = null;

/** Answers a request of the Brain page. */
export async function answer(request: Request): Promise<void> {
  if (request.kind === "start") {
    const { setting } = request;
    const compiled = await compileFor(setting);
    const description = describe(setting, compiled);
    send({ kind: "described", description });
    brain = { setting, compiled, description, trials: recordedTrials(setting, compiled, description.recorded) };
    return;
  }
  if (!brain) return;
  if (request.kind === "why") {
    const { setting, compiled, description } = brain;
    try {
      send({ kind: "why", explanation: await explainChange(setting, compiled, description.explanation, request) });
    } catch (error) {
      send({ kind: "unexplained", message: (error as Error).message });
    }
    return;
  }
  const next = await brain.trials.next();
  send(next.done ? { kind: "ended" } : { kind: "trial", trial: next.value });
}

async function compileFor({ model, task, edits = noEdits }: BrainSetting): Promise<Compiled> {
  const read = withEdits(await loadTexts(model), edits);
  return compile(read(model), { file: model, read, task, parameters: edits.parameters });
}

function describe({ task, subject, seed }: BrainSetting, compiled: Compiled): BrainDescription {
  return {
    explanation: explainModel({ ...compiled.outline(), bibliography: readBibliography(bibliography) }),
    task: simulate(compiled, { task, subjects: [subject], seed }).task,
    tasks: taskKinds.map(({ id, title }) => ({ id, title })),
    step: compiled.model.program.step,
    nuclei: compiled.model.nuclei.map(({ name, modulator }) => ({ name, modulator })),
    recorded: recordedNames(compiled),
  };
}

function recordedNames({ model }: Compiled): RecordedNames {
  const { variables, populations } = model.program;
  const named = new Set(variables.map(({ name }) => name));
  const rates: Record<string, readonly string[]> = {};
  for (const { name, size } of populations) {
    const rate = `${name}.rate`;
    if (named.has(rate)) rates[name] = Array.from({ length: size }, (_, unit) => `${rate}[${unit}]`);
  }
  for (const owner of [...model.areas, ...model.nuclei].map(({ name }) => name)) {
    if (named.has(`${owner}.rate`)) rates[owner] = [`${owner}.rate`];
  }
  const concentrations = Object.fromEntries(
    model.areas.map(({ name }) => [
      name,
      Object.fromEntries(
        model.modulators
          .map((modulator) => [modulator.name, `${name}.${modulator.name}`] as const)
          .filter(([, variable]) => named.has(variable)),
      ),
    ]),
  );
  const plastic = model.projections.filter(({ weight, modulations }) => weight !== null && modulations.length > 0);
  const weights = Object.fromEntries(plastic.map(({ name, weight }) => [name, weight!]));
  return { rates, concentrations, weights };
}

async function* recordedTrials(
  { task, subject, seed }: BrainSetting,
  compiled: Compiled,
  { rates, concentrations, weights }: RecordedNames,
): AsyncGenerator<RecordedTrial, void, void> {
  const record = [
    ...Object.values(rates).flat(),
    ...Object.values(concentrations).flatMap((byModulator) => Object.values(byModulator)),
    ...Object.values(weights),
  ];
  const { step } = compiled.model.program;
  const run = simulate(compiled, { task, subjects: [subject], seed, record, every: step });
  for await (const { trial, table, samples } of run.trials()) {
    const { time, phase } = samples;
    const values = Object.fromEntries(record.map((name) => [name, samples[name] as Float32Array]));
    yield { trial, row: rowOf(table), time, phase, values };
  }
}

function rowOf(table: Readonly<Record<string, ArrayLike<unknown>>>): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([name, column]) => {
      const value = column[0];
      return typeof value === "number" ? [[name, Number.isNaN(value) ? null : value]] : [];
    }),
  );
}
