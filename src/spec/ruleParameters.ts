import { nearestName } from "../math/nearestName.ts";
import { optionQuantity, variedParameter } from "./declareGlobals.ts";
import type { Declaring } from "./declaring.ts";
import { spelling } from "./issue.ts";
import type { LowerOptions } from "./lowered.ts";
import type { ProjectionFile, RuleFile } from "./modelFile.ts";
import { unitDimension } from "./quantities.ts";
import { entriesOf, inside, type Placed } from "./sections.ts";
import { type ModelSymbol, type ProjectionOwner, Scope, sourceText } from "./symbols.ts";

/**
 * The rule's parameters as a projection has them: those that the options set (`projection.parameter`) are constants, the
 * others definitions; given ones are looked up from the projection, defaults from the rule.
 */
export function ruleParameters(
  declaring: Declaring,
  owner: ProjectionOwner,
  scope: Scope,
  rule: Placed<RuleFile>,
  projection: Placed<ProjectionFile>,
  options: LowerOptions,
): Map<string, ModelSymbol> {
  const parameters = new Map<string, ModelSymbol>();
  const ruleScope = new Scope(parameters, scope, owner);
  const given = new Map(entriesOf(inside(projection, "with")));
  for (const [name, entry] of entriesOf(inside(rule, "parameters"))) {
    const value = given.get(name);
    const text = value ?? inside(entry, "default");
    const dimension = unitDimension(inside(entry, "unit")!, declaring.issues);
    if (!text)
      declaring.issues.error(
        "missing",
        projection.positions.key([...projection.path, "with"]),
        `rule "${projection.value.rule}" needs "${name}" under "with"`,
      );
    const full = `${owner.name}.${name}`;
    const set = dimension && optionQuantity(declaring, full, dimension, options);
    const varied = variedParameter(declaring, full, options);
    if (set) {
      parameters.set(name, { kind: "constant", name, ...set, ...(varied && { varied }) });
      continue;
    }
    if (varied)
      declaring.issues.error(
        "missing",
        { file: declaring.file, line: 0, column: 0, path: `perSubject.${full}` },
        `"${full}" is to differ between subjects and needs a value`,
        { hint: `give one under parameters: {${full}: …}` },
      );
    const source = text
      ? sourceText(text.value, text.positions, text.path)
      : { value: "0", at: () => projection.positions.key(projection.path) };
    parameters.set(name, {
      kind: "definition",
      name,
      dimension,
      text: source,
      scope: value ? scope : ruleScope,
      owner,
    });
  }
  for (const [name, entry] of given)
    if (!parameters.has(name))
      declaring.issues.error(
        "unknown-key",
        entry.positions.key(entry.path),
        `rule "${projection.value.rule}" has no parameter "${name}"`,
        spelling(nearestName(name, parameters.keys())),
      );
  return parameters;
}

/** Reports names `projection.parameter` among the options that no projection's rule has. */
export function checkRuleOptions(
  declaring: Declaring,
  { parameters = {}, perSubject = [] }: LowerOptions,
  rules: ReadonlyMap<string, Placed<RuleFile>>,
): void {
  const asked = [...new Set([...Object.keys(parameters), ...perSubject])].filter((name) => name.includes("."));
  if (asked.length === 0) return;
  const known = [...declaring.section("projections")].flatMap(([projection, { value }]) =>
    Object.keys((value.rule === undefined ? undefined : rules.get(value.rule)?.value.parameters) ?? {}).map(
      (name) => `${projection}.${name}`,
    ),
  );
  for (const name of asked) {
    if (known.includes(name)) continue;
    const place = { file: declaring.file, line: 0, column: 0, path: `parameters.${name}` };
    const { hint = known.length > 0 ? `rules' parameters are ${known.join(", ")}` : "no projection has a rule" } =
      spelling(nearestName(name, known));
    declaring.issues.error("unknown-name", place, `no rule of a projection has the parameter "${name}"`, { hint });
  }
}
