import type { DesignRequest } from "../../fitting/fits/designColumns.ts";
import { DataFileError } from "../csv.ts";
import { readColumns, trialsOf } from "./readColumns.ts";

/** Columns by which the trials of a run are known. */
const ownColumns = ["group", "subject", "session", "block", "trial", "choice", "correct", "outcome"];

/** Groups that one design can hold beside each other. */
const mostGroups = 12;

/** What asks for rows and columns of a file. */
export interface AskedGroups {
  readonly rows: Readonly<Record<string, string>>;
  readonly design: DesignRequest;
}

/** A design with what a run's groups add to it. */
export interface DesignWithGroups {
  readonly design: DesignRequest;
  /** What was done; null where nothing was. */
  readonly note: string | null;
}

/**
 * Takes the groups of a run into the design, unless something was asked of them: a run's subjects are numbered alike in
 * every group, so that without it all groups' trials would be one record.
 *
 * @throws DataFileError where there are more groups than a design can hold
 */
export async function withOwnGroups(path: string, { rows, design }: AskedGroups): Promise<DesignWithGroups> {
  const file = trialsOf(path);
  const asked = [...design.conditions, ...design.within].map(({ column }) => column);
  if (!/\.parquet$/iu.test(file) || "group" in rows || [...asked, ...design.covariates].includes("group"))
    return { design, note: null };
  const { header, columns } = await readColumns(file, (names) => {
    const isOwn = ownColumns.every((name) => names.includes(name));
    return { columns: new Set(isOwn ? ["group", "subject"] : []), names: new Set<string>() };
  });
  const [groups, subjects] = ["group", "subject"].map((name) => columns.get(name)?.labels());
  if (!groups || !subjects || !header.includes("group")) return { design, note: null };
  const found = [...new Set(groups)];
  if (found.length < 2) return { design, note: null };
  const [first] = found;
  if (found.length > mostGroups)
    throw new DataFileError(file, [
      {
        ...{ line: 0, column: "group" },
        message: `the run has ${found.length} groups (${found.slice(0, 4).join(", ")}, …), more than the ${mostGroups} that can be told apart in one fit; fit one of them: --rows group=${first}`,
      },
    ]);
  const pairs = new Set(groups.map((group, row) => `${group}\n${subjects[row]!}`)).size;
  const isWithin = pairs > new Set(subjects).size;
  const reference = found.includes("control") ? "control" : first!;
  const factor = { column: "group", reference };
  const option = `--${isWithin ? "within" : "condition"} group=${reference}`;
  const why = isWithin ? "the same subjects are in all of them" : "each has subjects of its own";
  return {
    design: isWithin
      ? { ...design, within: [...design.within, factor] }
      : { ...design, conditions: [...design.conditions, factor] },
    note: `The run has ${found.length} groups (${found.join(", ")}); ${why}, so they are taken as with ${option}. For one alone: --rows group=${reference}`,
  };
}
