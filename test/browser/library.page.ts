import { compile, simulate } from "../../src/index.ts";

/** Compiles and simulates in the page. @returns the columns of the trials as text, and whether an abort ends a run. */
async function run(text: string): Promise<string> {
  const task = { id: "three-armed-reversal-v1", options: { blocks: 2, blockLength: 6 } };
  const compiled = compile(text, { task });
  const record = ["ventralTegmentalArea.rate"];
  const { trials, signals } = await simulate(compiled, { task, subjects: 6, seed: 5, record }).result();
  const columns = [...Object.values(trials), ...Object.values(signals)].map((column) =>
    Array.from(column as ArrayLike<unknown>).join(" "),
  );
  const ended = await simulate(compiled, { task, subjects: 1, seed: 5, signal: AbortSignal.abort() })
    .result()
    .then(
      () => "not aborted",
      (error: Error) => error.name,
    );
  return [...columns, ended].join("\n");
}

const post = (body: string) => fetch("/result", { method: "POST", body });
const text = await (await fetch("/model.yaml")).text();
run(text).then(post, (error: unknown) => post(`error: ${error instanceof Error ? error.stack : error}`));
