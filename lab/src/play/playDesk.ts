import { compile, groupFromTable, makeTask, measureDescriptions, simulate, type Table, TaskPlay } from "neohebb";
import { loadTexts } from "../simulator/bundledModels.ts";
import { readPeople } from "./people.ts";
import type { ComparedGroup, PlayedTrial, PlayReply, PlayRequest, Stage } from "./playMessages.ts";

const send = (reply: PlayReply) => postMessage(reply);
const model = "models/reference-brain/reference-brain.yaml";
/** Virtual subjects beside whom a person sees their own behaviour. */
const virtualSubjects = 32;

let session: { readonly play: TaskPlay; readonly task: string; readonly seed: number } | null = null;

/** Answers a request of the Play page. */
export async function answer(request: PlayRequest): Promise<void> {
  if (request.kind === "begin") {
    const { task, seed, subject } = request;
    session = { play: new TaskPlay(makeTask(task), seed, subject), task, seed };
    send({ kind: "begun", task: session.play.description });
    send({ kind: "stage", stage: stageOf(session.play), row: null });
    return;
  }
  if (!session) return;
  if (request.kind === "act") {
    const row = session.play.act(request.deed);
    send({ kind: "stage", stage: stageOf(session.play), row });
    return;
  }
  await compareWith(request.rows, session.task, session.seed);
}

function stageOf({ present, description }: TaskPlay): Stage | null {
  if (!present) return null;
  const { phase, duration, available, feedback, outcome, trial } = present;
  const { outcomes, places } = description.world;
  return {
    phase,
    duration,
    available: Array.from({ length: places }, (_, place) => (available?.[place] ?? 0) > 0),
    feedback,
    outcome: outcomes.reduce((sum, { valence }, kind) => sum + valence * (outcome?.[kind] ?? 0), 0),
    trial,
  };
}

async function compareWith(rows: readonly PlayedTrial[], task: string, seed: number): Promise<void> {
  const groups: ComparedGroup[] = [describeGroup("you", tableOf(rows))];
  const read = await loadTexts(model);
  const compiled = compile(read(model), { file: model, read, task });
  const run = simulate(compiled, {
    task,
    subjects: virtualSubjects,
    seed,
    onProgress: ({ done, total }) => send({ kind: "progress", done, total }),
  });
  groups.push(describeGroup("virtual", (await run.result()).trials));
  const people = await readPeople(task);
  if (people) groups.push(describeGroup("people", people));
  const seen = new Set(groups.flatMap(({ measures }) => Object.keys(measures)));
  send({ kind: "compared", groups, measures: measureDescriptions.filter(({ name }) => seen.has(name)) });
}

function describeGroup(id: ComparedGroup["id"], table: Table): ComparedGroup {
  const { subjects, measures, aroundReversal } = groupFromTable(table, {
    id,
    label: id,
    kind: id === "virtual" ? "virtual" : "people",
  });
  return { id, subjects, measures, curve: aroundReversal };
}

function tableOf(rows: readonly PlayedTrial[]): Table {
  const names = Object.keys(rows[0] ?? {});
  const columns = names.map((name) => [name, Float64Array.from(rows, (row) => row[name] ?? Number.NaN)] as const);
  return { subject: new Int32Array(rows.length), ...Object.fromEntries(columns) };
}
