import { evaluate } from "../../src/experiment/evaluate.ts";
import { readExperiment } from "../../src/experiment/readExperiment.ts";
import { resolveExperiment } from "../../src/experiment/resolveExperiment.ts";
import { localExecutor, memoryStore, runUnits } from "../../src/experiment/run.ts";
import { formatIssue } from "../../src/spec/index.ts";

/** What the page is given: an experiment and the model's files, by path. */
export interface Input {
  readonly file: string;
  readonly text: string;
  readonly model: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Runs an experiment wholly in the page. @returns its result hash. */
async function run({ file, text, model, files }: Input): Promise<string> {
  const { source, issues } = readExperiment(text, file, []);
  if (!source) throw new Error(issues.map(formatIssue).join("\n"));
  const resolved = resolveExperiment(source, {
    findModel: () => model,
    findFile: () => null,
    readText: (path) => files[path] ?? fail(path),
    models: ["reference-brain"],
    dataSets: [],
    agents: [],
  });
  if (!resolved.experiment) throw new Error(resolved.issues.map(formatIssue).join("\n"));
  const { experiment } = resolved;
  const store = memoryStore();
  await runUnits(experiment.plan, store, localExecutor(experiment.plan));
  return (await evaluate(experiment, store, { people: [], version: "test", command: "" })).resultHash;
}

function fail(path: string): never {
  throw new Error(`no file ${path}`);
}

const post = (body: string) => fetch("/result", { method: "POST", body });
const input = (await (await fetch("/input.json")).json()) as Input;
run(input).then(post, (error: unknown) => post(`error: ${error instanceof Error ? error.stack : error}`));
