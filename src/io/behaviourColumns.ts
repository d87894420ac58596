import { nearestName } from "../math/nearestName.ts";
import type { DataProblem } from "./csv.ts";

/** Columns of a table of behaviour that mean something to the analysis. */
export type BehaviourColumn =
  | "group"
  | "subject"
  | "session"
  | "block"
  | "trial"
  | "choice"
  | "correct"
  | "outcome"
  | "gain"
  | "loss"
  | "reactionTime"
  | "bestOption"
  | "formerBestOption";

/** Names by which a column is recognised, compared without regard to case, spaces, `_`, `.` and `-`. */
export const recognisedNames: Readonly<Record<BehaviourColumn, readonly string[]>> = {
  group: ["group", "groupname"],
  subject: [
    ...["subject", "subjID", "subject_id", "subj", "sub", "subno", "participant", "participant_id", "ppt", "person"],
    ...["subj_idx", "animal", "mouse", "rat", "worker_id", "PROLIFIC_PID", "id"],
  ],
  session: ["session", "session_number"],
  block: ["block", "block_number", "block_num", "run"],
  trial: ["trial", "trial_index", "trial_number", "trialNum", "trial_num", "trial_no"],
  choice: ["choice", "response", "action", "chosen", "chosen_option", "selected", "keyPressed", "key_resp.keys"],
  correct: ["correct", "accuracy", "is_correct", "acc", "choice.ACC", "cor", "key_resp.corr"],
  outcome: ["outcome", "reward", "rewarded", "feedback", "points"],
  gain: ["gain", "win"],
  loss: ["loss", "lose"],
  reactionTime: [
    ...["reactionTime", "rt", "response_time", "choice.RT", "latency", "key_resp.rt"],
    ...["rt_ms", "rt_s", "reaction_time_ms", "reaction_time_s"],
  ],
  bestOption: ["bestOption", "best", "best_arm", "best_choice", "correct_option", "correct_choice", "correct_response"],
  formerBestOption: ["formerBestOption", "former_best"],
};

/** The name in the file of each column that was found. */
export type FoundColumns = Readonly<Partial<Record<BehaviourColumn, string>>>;

/**
 * Which column of the file is which; `mapping` says it for some (an empty name: for this the file has none), the others
 * are recognised by name.
 */
export function findColumns(
  header: readonly string[],
  mapping: Readonly<Record<string, string>>,
): { readonly found: FoundColumns; readonly problems: readonly DataProblem[] } {
  const problems: DataProblem[] = [];
  const wrong = (message: string): unknown => problems.push({ line: 0, column: null, message });
  const found: Partial<Record<BehaviourColumn, string>> = {};
  const without = new Set<string>();
  const named = header.filter((name) => name !== "");
  for (const [column, name] of Object.entries(mapping)) {
    if (!Object.hasOwn(recognisedNames, column)) {
      wrong(`cannot map to "${column}"; ${suggest(column, Object.keys(recognisedNames))}`);
    } else if (name === "") {
      without.add(column);
    } else if (!named.includes(name)) {
      wrong(`has no column "${name}" to use as ${column}; ${suggest(name, named)}`);
    } else found[column as BehaviourColumn] = name;
  }
  const taken = new Set(Object.values(found));
  for (const [column, names] of Object.entries(recognisedNames) as [BehaviourColumn, readonly string[]][]) {
    if (found[column] !== undefined || without.has(column)) continue;
    for (const name of names) {
      const match = named.find((candidate) => !taken.has(candidate) && plain(candidate) === plain(name));
      if (match === undefined) continue;
      found[column] = match;
      taken.add(match);
      break;
    }
  }
  for (const column of ["subject", "choice"] as const) {
    if (found[column] !== undefined) continue;
    wrong(
      `has no column for ${column}: none of its columns (${named.join(", ")}) is called ${recognisedNames[column].join(", ")}; say which one it is with --column ${column}=NAME, or in an experiment with columns: {${column}: NAME}`,
    );
  }
  return { found, problems };
}

/** A name without regard to case and separators. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function suggest(name: string, candidates: readonly string[]): string {
  const nearest = nearestName(name, candidates);
  return nearest === null ? `there are ${candidates.join(", ")}` : `did you mean "${nearest}"?`;
}
