import { checkFormat, checkShape, type Issue, IssueCollector, readYaml, SpecificationError } from "../../spec/index.ts";
import { type BehaviourFile, behaviourSchema } from "./behaviourFile.ts";
import { checkDefinition } from "./checkDefinition.ts";
import { checkEnvironments } from "./checkEnvironments.ts";
import type { BehaviourDefinition } from "./definition.ts";
import { tryLowering } from "./lowerBehaviour.ts";

/** What reading gives: the model if nothing is wrong, and every problem. */
export interface ReadBehaviour {
  readonly definition: BehaviourDefinition | null;
  readonly issues: readonly Issue[];
}

/** Size that stands in for those that data decide, until there are data. */
const standInSize = 2;

/** Reads a behavioural model from text. Never throws: what is wrong is in `issues`. */
export function readBehaviour(text: string, file: string): ReadBehaviour {
  const document = readYaml(text, file);
  if (document.issues.length > 0) return { definition: null, issues: document.issues };
  const { data, positions } = document;
  const issues = new IssueCollector();
  if (typeof data !== "object" || data === null || Array.isArray(data)) {
    issues.error("type", positions.value([]), "not a behavioural model", {
      expected: "keys with values (neohebb, name, parameters, trial, …)",
    });
    return { definition: null, issues: issues.all };
  }
  checkFormat("behaviour", data as { neohebb?: unknown }, positions, issues);
  if (issues.hasErrors) return { definition: null, issues: issues.all };
  for (const issue of checkShape(behaviourSchema, data, positions)) issues.add(issue);
  if (issues.hasErrors) return { definition: null, issues: issues.all };
  const definition = checkDefinition(data as BehaviourFile, positions, issues);
  const isDeclaredSoundly = !issues.hasErrors;
  checkEnvironments(definition, positions, issues);
  if (!isDeclaredSoundly) return { definition: null, issues: issues.all };
  const sizes = new Map(definition.dimensions.map(({ name, size }) => [name, size ?? standInSize]));
  for (const issue of tryLowering(definition, sizes, true).issues) issues.add(issue);
  return { definition: issues.hasErrors ? null : definition, issues: issues.all };
}

/** A behavioural model from text. @throws SpecificationError with everything that is wrong with it. */
export function defineBehaviour(text: string, file: string): BehaviourDefinition {
  const { definition, issues } = readBehaviour(text, file);
  if (!definition) throw new SpecificationError(issues);
  return definition;
}
