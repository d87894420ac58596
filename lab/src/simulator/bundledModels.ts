/** Texts of the model files of the repository, by path (`models/reference-brain/reference-brain.yaml`). */
const files: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>(
      [
        "../../../models/reference-brain/**/*.yaml",
        "../../../models/reference-brain-2/**/*.yaml",
        "../../../models/rules/**/*.yaml",
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
