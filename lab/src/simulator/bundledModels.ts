import { type ModelEdits, patched } from "./modelEdits.ts";

/** Texts of the model files of the repository, by path (`models/reference-brain/reference-brain.yaml`). */
const files: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>(
      [
        "../../../models/reference-brain/**/*.yaml",
        "../../../models/reference-brain-2/**/*.yaml",
        "../../../models/rules/**/*.yaml",
        "../../../examples/rules/models/*.yaml",
      ],
      { query: "?raw", import: "default", eager: true },
    ),
  ).map(([path, text]) => [path.replace(/^(\.\.\/)+/u, ""), text]),
);

/** The text of a bundled file. @throws RangeError if there is none. */
export function bundledFile(path: string): string {
  const text = files[path];
  if (text === undefined) throw new RangeError(`the Lab has no file ${path}`);
  return text;
}

/** Gives the bundled texts with somebody's changes. Its function throws RangeError for a file that there is not. */
export function editedFile({ files: patches }: ModelEdits): (path: string) => string {
  return (path) => {
    const patch = patches[path];
    return patch ? patched(bundledFile(path), patch, path) : bundledFile(path);
  };
}
