/** Models that the page offers, by path; brains first. */
export const brains = {
  "models/reference-brain/reference-brain.yaml": "reference brain",
  "models/reference-brain-2/reference-brain-2.yaml": "second reference brain (phenomena)",
} as const;

/** The small models of the rule examples: every file that no other imports. */
const shared = new Set(["spikingUnits", "twoUnits"]);

export const ruleModels: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(import.meta.glob("../../../examples/rules/models/*.yaml", { query: "?url" }))
    .map((path) => path.replace(/^(\.\.\/)+/u, ""))
    .map((path) => [path, /([^/]+)\.yaml$/u.exec(path)![1]!] as const)
    .filter(([, name]) => !shared.has(name))
    .map(([path, name]) => [
      path,
      name
        .replaceAll(/([a-z])([A-Z])/gu, "$1 $2")
        .toLowerCase()
        .replace("-", ", "),
    ]),
);

/** Whether a model is a brain that can do tasks. */
export function isBrain(path: string): boolean {
  return path in brains;
}
