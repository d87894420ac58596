/**
 * An experiment file that runs a bundled brain beside the same brain with other values of parameters.
 *
 * @param model - Path of the brain's main file.
 * @param parameters - Values by the parameter's name, with unit.
 */
export function changedExperiment(model: string, parameters: Readonly<Record<string, string>>): string {
  const name = /([^/]+)\.yaml$/u.exec(model)![1]!;
  const values = Object.entries(parameters).map(([parameter, value]) => `      ${parameter}: ${JSON.stringify(value)}`);
  return `neohebb: experiment/1
name: changed-parameters
title: Changed parameters
task: three-armed-reversal-v1
model: ${name}
subjects: 16
seed: 2001
control: bundled
groups:
  bundled:
    label: As bundled
  changed:
    label: Changed
    parameters:
${values.join("\n")}
`;
}
