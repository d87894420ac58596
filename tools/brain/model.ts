import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isMap, parseDocument } from "yaml";
import { formatIssue, type LoweredModel, type LowerOptions, lowerModel, readModel } from "../../src/spec/index.ts";

/** Changes of the parameter set: value (SI) or `scatter:<name>` by parameter. */
export type Changes = Readonly<Record<string, number>>;

export const modelPath = "models/reference-brain/reference-brain.yaml";
const parametersPath = join(dirname(modelPath), "parameters.yaml");

/** Reads the reference brain with some values and scatters changed. @throws with all issues if it is wrong. */
export function brainModel(changes: Changes = {}, options: LowerOptions = {}): LoweredModel {
  const source = readModel(modelPath, (path) =>
    path === parametersPath ? changedParameters(changes) : readFileSync(path, "utf8"),
  );
  try {
    return lowerModel(source, { dimensions: { options: 3, stimuli: 3 }, ...options });
  } catch (error) {
    const issues = (error as { issues?: Parameters<typeof formatIssue>[0][] }).issues;
    if (issues) throw new Error(issues.map(formatIssue).join("\n"));
    throw error;
  }
}

/** Writes changed values into the parameter file; comments and order stay. */
export function saveParameters(changes: Changes): void {
  const temporary = `${parametersPath}.new`;
  writeFileSync(temporary, changedParameters(changes));
  renameSync(temporary, parametersPath);
}

/** Value and scatter of all parameters as the file has them; `scatter:<name>` only where there is one. */
export function fileParameters(): Record<string, number> {
  const model = brainModel();
  return Object.fromEntries(
    model.parameters.flatMap(({ name, value, scatter }) => [
      [name, value],
      ...(scatter > 0 ? [[`scatter:${name}`, scatter]] : []),
    ]),
  );
}

function changedParameters(changes: Changes): string {
  const document = parseDocument(readFileSync(parametersPath, "utf8"));
  for (const [key, value] of Object.entries(changes)) {
    const scatter = key.startsWith("scatter:");
    const name = scatter ? key.slice("scatter:".length) : key;
    const parameter = document.getIn(["parameters", name]);
    if (!isMap(parameter)) throw new RangeError(`the reference brain has no parameter "${name}"`);
    const unit = String(parameter.get("value")).split(" ").slice(1).join(" ");
    const number = Number(value.toPrecision(3));
    if (scatter) parameter.set("scatter", number);
    else parameter.set("value", unit === "" ? number : `${number} ${unit}`);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
