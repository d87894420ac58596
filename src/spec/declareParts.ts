import type { Declaring } from "./declaring.ts";
import type { Location } from "./issue.ts";
import type { PartFile, ProjectionFile, RuleFile } from "./modelFile.ts";
import { inside, type Placed } from "./sections.ts";
import { type ModelSymbol, type PartOwner, type PartSide, type ProjectionOwner, Scope, unitsOf } from "./symbols.ts";

/** Where parts may live, in the order in which they change within a step. */
export const partSides: readonly PartSide[] = ["area", "pre", "post"];

/** A part of a projection's state as a file gives it, with the scope of its texts. */
export interface SourcedPart {
  readonly owner: PartOwner;
  readonly files: readonly { readonly file: Placed<PartFile>; readonly scope: Scope }[];
}

/** A file that gives parts (the rule first), and where the names of its texts are looked up. */
export type PartSource = readonly [file: Placed<RuleFile | ProjectionFile>, scope: Scope];

/**
 * Declares what a projection keeps in the units at its ends and in its area.
 *
 * @param owner - The projection, without its parts.
 * @param parts - Takes the parts.
 * @param names - Takes what the projection's own texts may call by a bare name: names that one part alone has.
 */
export function declareParts(
  declaring: Declaring,
  owner: ProjectionOwner,
  sources: readonly PartSource[],
  parts: Map<PartSide, PartOwner>,
  names: Map<string, ModelSymbol>,
): SourcedPart[] {
  const declared: SourcedPart[] = [];
  for (const side of partSides) {
    const given = sources.flatMap(([file, scope]) => {
      const at = inside(file as Placed<RuleFile>, "at");
      const part = at && inside(at, side);
      return part ? [{ file: part as Placed<PartFile>, scope }] : [];
    });
    const [first] = given;
    if (!first) continue;
    const place = first.file.positions.key(first.file.path);
    const part = partOf(owner, side, place);
    parts.set(side, part);
    const files = given.map(({ file, scope }) => ({ file, scope: new Scope(part.symbols, scope, part) }));
    for (const { file, scope } of files) {
      declaring.members(part, file, scope);
      declaring.definitions(part, file, scope);
    }
    checkNames(declaring, part);
    declared.push({ owner: part, files });
  }
  const all = [...parts.values()].flatMap((part) => [...part.symbols]);
  for (const [name, symbol] of all) if (all.filter(([one]) => one === name).length === 1) names.set(name, symbol);
  return declared;
}

function partOf(projection: ProjectionOwner, side: PartSide, place: Location): PartOwner {
  const symbols = new Map<string, ModelSymbol>();
  const owner = {
    kind: "part",
    name: `${projection.name}.${side}`,
    label: `${projection.label}, ${side}`,
    doc: "",
    symbols,
    place,
    side,
    projection,
  } as const;
  const part: PartOwner = { ...owner, scope: projection.scope };
  return Object.assign(part, { scope: new Scope(symbols, projection.scope, part) });
}

/** A name may mean one thing only after `pre.`, `post.` and `area.`. */
function checkNames({ issues }: Declaring, part: PartOwner): void {
  const { side, projection } = part;
  const there = unitsOf(part)?.population ?? projection.area;
  for (const [name, symbol] of part.symbols) {
    const place =
      symbol.kind === "variable" ? symbol.place : symbol.kind === "definition" ? symbol.text.at(0) : part.place;
    if (there.symbols.has(name))
      issues.error(
        "duplicate",
        place,
        `"${name}" is already a quantity of ${there.name}: ${side}.${name} would mean two`,
        {
          hint: "give one of them another name",
        },
      );
  }
}
