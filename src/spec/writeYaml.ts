import { stringify } from "yaml";

/** A value as YAML, in the order of its keys; lists of numbers stand in one line. */
export function writeYaml(value: unknown): string {
  return stringify(value, { lineWidth: 110, flowCollectionPadding: false });
}
