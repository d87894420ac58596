import {
  type BehaviourComparison,
  cautions,
  compareBehaviour,
  type DescribedGroup,
  type Effect,
  effectVerdict,
  type GroupSummary,
  groupFromTable,
  listedSubjects,
  measureDescriptions,
  pairedGroups,
  type Summary,
} from "../analysis/index.ts";
import type { Table } from "../math/table.ts";
import type { Experiment } from "./experiment.ts";
import type { SessionPlan } from "./plan.ts";
import { attributions, plasticityMap } from "./plasticitySummary.ts";
import type { ResultData } from "./resultTables.ts";
import { alignedTraces, signalSummaries } from "./traceSummary.ts";

/** A sample of real people to show and compare with; the first of a list is the main one. */
export interface PeopleSample {
  readonly id: string;
  readonly label: string;
  readonly citation: string;
  readonly note: string;
  /** Id of the task that they did, or null if it is not known. */
  readonly task: string | null;
  /** It is known that they were given no drug. */
  readonly drugFree: boolean;
  readonly table: Table;
}

/** Simulated choices of a simple agent on the experiment's task. */
export interface AgentSample {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Its parameters were fitted to real behaviour. */
  readonly fitted: boolean;
  readonly table: Table;
}

/** What a summary is made from. */
export interface SummaryInput {
  readonly experiment: Experiment;
  readonly data: ResultData;
  readonly people: readonly PeopleSample[];
  readonly agents: readonly AgentSample[];
  readonly version: string;
  readonly specificationHash: string;
  readonly resultHash: string;
  /** What to type to run it again. */
  readonly command: string;
  readonly warnings: readonly string[];
}

/** Sums up an experiment for the report. */
export function summarise(input: SummaryInput): Summary {
  const { experiment, data } = input;
  const { plan } = experiment;
  const described = experiment.groups.map(({ id, label }, index) =>
    data.arms[index]!.behaviour({ id, label, kind: "virtual" }),
  );
  const groups = experiment.groups.map(({ description, doses, manipulations, parameters, yoked }, index) => ({
    ...described[index]!.summary,
    description,
    doses,
    manipulations,
    parameters,
    yoked,
  }));
  const people = input.people.map(({ id, label, citation, note, task, drugFree, table }) => ({
    ...groupFromTable(table, { id, label, kind: "people" }),
    citation,
    note,
    ...(task === null ? {} : { task }),
    drugFree,
  }));
  const agents = input.agents.map(({ id, label, description, fitted, table }) => ({
    ...groupFromTable(table, { id, label, kind: "agent" }),
    description,
    fitted,
  }));
  const control = described[plan.control]!;
  const effects = described.filter((group) => group !== control).flatMap((group) => effectsOf(group, control));
  const comparisons = compareAll([...groups, ...agents], people[0]);
  const expectations = expectationsOf(experiment, effects);
  return {
    format: "neohebb-summary/1",
    name: experiment.name,
    title: experiment.title,
    description: experiment.description,
    version: input.version,
    seed: plan.seed,
    subjectsPerGroup: plan.subjects,
    specification: experiment.specification,
    specificationHash: input.specificationHash,
    resultHash: input.resultHash,
    command: input.command,
    task: taskSummary(experiment, Math.max(...data.arms.map(({ mostTrials }) => mostTrials))),
    model: modelSummary(experiment),
    measures: measureDescriptions,
    control: control.summary.id,
    groups,
    people,
    agents,
    comparisons: comparisons.found,
    effects,
    expectations: expectations.judged,
    signals: signalSummaries(experiment.model),
    traces: alignedTraces(data),
    plasticity: plasticityMap(data),
    attribution: attributions(data, control),
    warnings: [
      ...input.warnings,
      ...largeGroups(plan),
      ...cautions([...groups, ...people]),
      ...otherTasks(people, plan.task.id),
      ...comparisons.warnings,
      ...expectations.warnings,
    ],
  };
}

/** Differences from control in every measure that both have. */
function effectsOf(group: DescribedGroup, control: DescribedGroup): Effect[] {
  return measureDescriptions.flatMap(({ name }) =>
    group.values[name] && control.values[name] ? [pairedGroups(group, control, name)] : [],
  );
}

/** What is said of all subjects of large groups, and what of the first ones. */
function largeGroups({ subjects }: SessionPlan): string[] {
  if (subjects <= listedSubjects) return [];
  return [
    `The groups have ${subjects} subjects: means, curves, quantiles and effects are over all of them, with intervals from standard errors. Where single subjects are shown, and in the comparison with people and simple agents, the first ${listedSubjects} stand for them.`,
  ];
}

/** People who did something else are no measure for these subjects. */
function otherTasks(people: Summary["people"], task: string): string[] {
  return people.flatMap((sample) =>
    sample.task === undefined || sample.task === task
      ? []
      : [`${sample.label} did ${sample.task}, the virtual subjects ${task}: the two need not be alike.`],
  );
}

function compareAll(
  groups: readonly GroupSummary[],
  reference: GroupSummary | undefined,
): { found: BehaviourComparison[]; warnings: string[] } {
  const found: BehaviourComparison[] = [];
  const warnings: string[] = [];
  if (!reference) return { found, warnings };
  for (const group of groups) {
    try {
      found.push(compareBehaviour(group, reference));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      warnings.push(`${group.label} could not be compared with ${reference.label}: ${error.message}.`);
    }
  }
  return { found, warnings };
}

function expectationsOf(
  experiment: Experiment,
  effects: readonly Effect[],
): { judged: Summary["expectations"]; warnings: string[] } {
  const warnings: string[] = [];
  const judged = (experiment.data.expectations ?? []).flatMap((expectation) => {
    const effect = effects.find(({ group, measure }) => group === expectation.group && measure === expectation.measure);
    if (effect) return [{ ...expectation, verdict: effectVerdict(effect, expectation.direction) }];
    warnings.push(
      `The expectation about ${expectation.measure} of ${expectation.group} was not judged: this task gives no such difference from control.`,
    );
    return [];
  });
  return { judged, warnings };
}

/** @param most - The most trials that a subject had. */
function taskSummary({ task }: Experiment, most: number): Summary["task"] {
  let start = 0;
  const phases = task.phases.map(({ name, duration }) => {
    const phase = { name, start, duration };
    start += duration;
    return phase;
  });
  const { id, title, summary, trials, blockLength, optionLabels } = task;
  return { id, title, summary, trials: trials ?? most, blockLength, optionLabels, phases };
}

function modelSummary({ model, data }: Experiment): Summary["model"] {
  const parameters = { measured: 0, derived: 0, fitted: 0, chosen: 0 };
  for (const { status } of model.parameters) parameters[status]++;
  const { name, version, summary, operators } = model;
  const circuit = circuitOf(model);
  return { name, version, summary, parameters, changed: data.parameters ?? {}, operators, circuit };
}

/** What projects to what, for a picture. */
function circuitOf({ areas, nuclei, projections }: Experiment["model"]): NonNullable<Summary["model"]["circuit"]> {
  const connected = new Set(projections.flatMap(({ sourceArea, targetArea }) => [sourceArea, targetArea]));
  return {
    areas: [...areas, ...nuclei].filter(({ name }) => connected.has(name)).map(({ name, label }) => ({ name, label })),
    projections: projections.map(({ name, sourceArea, targetArea, weight }) => ({
      name,
      sourceArea,
      targetArea,
      plastic: weight !== null,
    })),
  };
}
