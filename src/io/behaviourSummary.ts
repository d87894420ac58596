import {
  type BehaviourComparison,
  cautions,
  type GroupSummary,
  measureDescriptions,
  type Summary,
} from "../analysis/index.ts";

/** Real behaviour that was read from a file. */
export interface ReadBehaviour {
  /** Name of the file. */
  readonly name: string;
  /** Its groups (at least one), and how each compares with the reference. */
  readonly compared: readonly { readonly group: GroupSummary; readonly comparison: BehaviourComparison | null }[];
  /** What it is compared with. */
  readonly reference: GroupSummary | null;
  readonly notes: readonly string[];
  readonly command: string;
  /** Of this program. */
  readonly version: string;
}

/** Real behaviour as the summary of an experiment without virtual groups, whose figures reports and pages show. */
export function behaviourSummary({ name, compared, reference, notes, command, version }: ReadBehaviour): Summary {
  const groups = compared.map(({ group }) => group);
  const people = [...(reference ? [reference] : []), ...groups].map((sample) => ({
    ...sample,
    citation: "",
    note: "",
  }));
  const trials = Math.max(...groups.map(({ sessionCurve }) => sessionCurve?.x.length ?? 0));
  return {
    format: "neohebb-summary/1",
    name,
    title: `Behaviour: ${name}`,
    description: reference ? `Compared with ${reference.label}.` : "",
    version,
    seed: 0,
    subjectsPerGroup: Math.max(...groups.map(({ subjects }) => subjects)),
    specification: { file: name, against: reference?.id ?? null },
    specificationHash: "",
    resultHash: "",
    command,
    task: { id: "", title: "", summary: "", trials, blockLength: null, optionLabels: [], phases: [] },
    model: {
      name: "",
      version: 0,
      summary: "",
      parameters: { measured: 0, derived: 0, fitted: 0, chosen: 0 },
      operators: [],
    },
    measures: measureDescriptions,
    control: "",
    groups: [],
    people,
    agents: [],
    comparisons: compared.flatMap(({ comparison }) => comparison ?? []),
    effects: [],
    expectations: [],
    signals: [],
    traces: [],
    plasticity: null,
    attribution: [],
    warnings: cautions(groups),
    notes,
  };
}
