import type { BehaviourColumn, BehaviourDefinition } from "../../fitting/model/definition.ts";
import { nearestName } from "../../math/nearestName.ts";
import { type BehaviourColumn as KnownColumn, plain, recognisedNames } from "../behaviourColumns.ts";
import type { DataProblem } from "../csv.ts";
import { type Formula, formulaNames, missingValue, parseFormula } from "./formula.ts";

/** What a column of a model is taken from. */
export type ColumnSource =
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "formula"; readonly text: string; readonly formula: Formula };

/** Where everything comes from that a fit needs. */
export interface ColumnMap {
  /** Column of subjects in the file; null if the file has none: all rows are one subject's. */
  readonly subject: string | null;
  /** Model column → source; optional columns that are not there are left out. */
  readonly sources: ReadonlyMap<string, ColumnSource>;
}

/** Names by which programs and data sets in common use call what our models call otherwise. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  choice: ["gamble", "keyPressed", "pressed", "accept", "hit", "y"],
  outcome: ["feedback", "payoff", "payout", "money", "won", "u"],
  firstChoice: ["level1_choice", "choice1", "stage1_choice", "first_choice", "c1"],
  secondChoice: ["level2_choice", "choice2", "stage2_choice", "second_choice", "c2"],
  secondState: ["state", "state2", "second_state", "final_state", "s2"],
  stimulus: ["cue", "stim", "stimseq", "symbol", "stimulus_id"],
  cue: ["stimulus", "stim"],
  setSize: ["ns", "set_size", "setsize"],
  soonerAmount: ["amount_sooner", "ss_amount", "amount_ss"],
  soonerDelay: ["delay_sooner", "ss_delay", "delay_ss"],
  laterAmount: ["amount_later", "ll_amount", "amount_ll"],
  laterDelay: ["delay_later", "ll_delay", "delay_ll"],
  sure: ["cert", "certain", "safe"],
  gain: ["win"],
  loss: ["lose"],
  firstSymbol: ["symb1", "option1", "left"],
  secondSymbol: ["symb2", "option2", "right"],
  forgoneOutcome: ["counterfactual", "foregone", "forgone", "unchosen_outcome"],
};

/** A formula such as columns of a kind often need. */
const exampleOf = {
  number: "COLUMN / 100",
  index: "select(COLUMN == 'left', 0, 1)",
  condition: "COLUMN == 'yes'",
} as const;

/** Names of all columns that a model takes or can take. */
export function columnsOf({ columns, restart }: BehaviourDefinition): readonly string[] {
  return ["subject", ...columns.map(({ name }) => name), ...restart];
}

/** Says for each column of a model where it is in the file. @param mapping - Of `--map`: model column → name or formula. */
export function mapColumns(
  definition: BehaviourDefinition,
  header: readonly string[],
  mapping: Readonly<Record<string, string>>,
): {
  readonly map: ColumnMap;
  readonly problems: readonly DataProblem[];
  /** Columns that the model can't do without are not there. */
  readonly lacksColumns: boolean;
} {
  const problems: DataProblem[] = [];
  const wrong = (message: string): void => void problems.push({ line: 0, column: null, message });
  const needed = columnsOf(definition);
  const sources = new Map<string, ColumnSource>();
  for (const [column, text] of Object.entries(mapping)) {
    if (!needed.includes(column)) {
      wrong(`${definition.id} has no column "${column}"; ${nearest(column, [...new Set(needed)])}`);
    } else if (header.includes(text)) sources.set(column, { kind: "column", name: text });
    else {
      const source = sourceOf(text, header);
      if (typeof source === "string") wrong(`--map ${column}=${text}: ${source}`);
      else sources.set(column, source);
    }
  }
  const taken = new Set([...sources.values()].flatMap((source) => (source.kind === "column" ? [source.name] : [])));
  for (const column of new Set(needed)) {
    if (sources.has(column) || Object.hasOwn(mapping, column)) continue;
    const aliases = definition.columns.find(({ name }) => name === column)?.aliases ?? [];
    const known = Object.hasOwn(recognisedNames, column) ? recognisedNames[column as KnownColumn] : [];
    const names = [column, ...aliases, ...(otherNames[column] ?? []), ...known];
    const found = names
      .map((name) => header.find((candidate) => !taken.has(candidate) && plain(candidate) === plain(name)))
      .find((name) => name !== undefined);
    if (found === undefined) continue;
    sources.set(column, { kind: "column", name: found });
    taken.add(found);
  }
  for (const [column, text] of Object.entries(countedThrough(header, needed))) {
    if (mapping[column] === undefined) sources.set(column, sourceOf(text, header) as ColumnSource);
  }
  const lacking = definition.columns.filter(
    ({ name, isOptional }) => !isOptional && !sources.has(name) && !Object.hasOwn(mapping, name),
  );
  if (lacking.length > 0)
    wrong(
      lackingText(
        definition.id,
        lacking,
        header.filter((name) => !taken.has(name)),
      ),
    );
  const subject = sources.get("subject");
  if (subject?.kind === "formula") wrong("--map subject: must be a column, not a formula");
  sources.delete("subject");
  return {
    map: { subject: subject?.kind === "column" ? subject.name : null, sources },
    problems,
    lacksColumns: lacking.length > 0,
  };
}

/** Which columns a model needs and a file does not seem to have, and how to name them. */
function lackingText(id: string, lacking: readonly BehaviourColumn[], free: readonly string[]): string {
  const named = lacking.map(({ name, title }) => (title === name ? name : `${name} (${title})`)).join(", ");
  const which = lacking.length > 1 ? "columns are recognised as them" : "column is recognised as it";
  const near = lacking.flatMap(({ name }) => {
    const found = nearestName(name, free);
    return found === null ? [] : [{ name, found }];
  });
  const [first] = lacking;
  const hint =
    near.length > 0
      ? `did you mean ${near.map(({ found }) => `"${found}"`).join(", ")}? Then ${near.map(({ name, found }) => `--map ${name}=${found}`).join(" ")}`
      : `say it with --map ${first!.name}=COLUMN or a formula such as --map "${first!.name}=${exampleOf[first!.kind]}"`;
  return `${id} needs ${named}, and no ${which} (not yet used: ${free.join(", ") || "none"}); ${hint}`;
}

/**
 * hBayesDM's two-step tables have no column for the second state: its `level2_choice` counts the options of both through,
 * 1 and 2 in the first, 3 and 4 in the second.
 */
function countedThrough(header: readonly string[], needed: readonly string[]): Readonly<Record<string, string>> {
  const name = header.find((candidate) => plain(candidate) === plain("level2_choice"));
  const names = otherNames.secondState!;
  const hasState = header.some((candidate) => ["secondState", ...names].some((one) => plain(one) === plain(candidate)));
  if (name === undefined || hasState || !needed.includes("secondState")) return {};
  return { secondState: `${name} > 2`, secondChoice: `select(${name} > 2, ${name} - 3, ${name} - 1)` };
}

/** Columns of the file that a map reads, but for the subject's. */
export function columnsRead({ sources }: ColumnMap): ReadonlySet<string> {
  return new Set(
    [...sources.values()].flatMap((source) =>
      source.kind === "column" ? [source.name] : formulaNames(source.formula),
    ),
  );
}

function sourceOf(text: string, header: readonly string[]): ColumnSource | string {
  const formula = parseFormula(text);
  if (typeof formula === "string") return `${formula}${text.includes("`") ? "" : backtickHint(text, header)}`;
  const unknown = formulaNames(formula).find((name) => !header.includes(name) && name !== missingValue);
  return unknown === undefined
    ? { kind: "formula", text, formula }
    : `the file has no column "${unknown}"; ${nearest(unknown, header)}`;
}

/** How names that are no plain words are written in formulas, where a formula could not be read and the file has such. */
function backtickHint(text: string, header: readonly string[]): string {
  const meant = header.find((name) => name !== "" && !/^[A-Za-z_][\w.]*$/u.test(name) && text.includes(name));
  return meant === undefined ? "" : `; write \`${meant}\` in backticks`;
}

function nearest(name: string, candidates: readonly string[]): string {
  const found = nearestName(name, candidates);
  return found === null ? `there are ${candidates.join(", ")}` : `did you mean "${found}"?`;
}
