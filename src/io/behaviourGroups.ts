import { type GroupSummary, groupFromTable } from "../analysis/index.ts";
import { rowsWhere, type Table } from "../math/table.ts";

/** More groups than this are one sample: a column of that name is then something else. */
const mostGroups = 12;

/**
 * The groups of a table of behaviour, each summed up by itself; the whole table if it has no groups, or too many.
 *
 * @param file - Name of the file: id and label where there are no groups.
 * @returns also what is to be said of it, none or one sentence
 */
export function behaviourGroups(table: Table, file: string): { groups: GroupSummary[]; note: string[] } {
  const group = Array.from((table.group ?? []) as Iterable<unknown>, (name) =>
    name === null || name === "" ? "no group" : String(name),
  );
  const names = [...new Set(group)];
  const listed = names.slice(0, 6).join(", ") + (names.length > 6 ? ", …" : "");
  if (names.length < 2 || names.length > mostGroups) {
    const note = [
      `The file has ${names.length} groups (${listed}), taken together here; choose the rows of one to see it alone.`,
    ];
    const whole = groupFromTable(table, { id: file, label: file, kind: "people" });
    return { groups: [whole], note: names.length > mostGroups ? note : [] };
  }
  const groups = names.map((name) =>
    groupFromTable(rowsWhere({ ...table, group }, "group", name), {
      id: `${file}/${name}`,
      label: name,
      kind: "people",
    }),
  );
  return { groups, note: [`The file has ${names.length} groups (${listed}); each is summed up by itself.`] };
}
