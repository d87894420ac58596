import { type ModelEdits, patched } from "./modelEdits.ts";

/** Gives the text of a bundled file by its path from the repository's folder. Throws RangeError if there is none. */
export type ReadText = (path: string) => string;

/** Folders with texts, each loaded when a model of it is asked for, and the other folders whose files it imports. */
const folders: Readonly<Record<string, Folder>> = {
  "models/reference-brain": { load: () => import("./texts/referenceBrain.ts"), imports: [] },
  "models/reference-brain-2": { load: () => import("./texts/secondBrain.ts"), imports: [] },
  "models/rules": { load: () => import("./texts/rules.ts"), imports: [] },
  "models/preparations": {
    load: () => import("./texts/preparations.ts"),
    imports: ["models/reference-brain", "models/rules"],
  },
  "examples/rules/models": { load: () => import("./texts/ruleExamples.ts"), imports: ["models/rules"] },
};

interface Folder {
  load(): Promise<{ readonly texts: Readonly<Record<string, string>> }>;
  readonly imports: readonly string[];
}

/**
 * Loads the texts that a bundled model is made of.
 *
 * @param model - Path of its main file (`models/reference-brain/reference-brain.yaml`).
 * @throws RangeError if no such model is bundled.
 */
export async function loadTexts(model: string): Promise<ReadText> {
  const name = Object.keys(folders).find((folder) => model.startsWith(`${folder}/`));
  if (!name) throw new RangeError(`the Lab has no file ${model}`);
  const loaded = await Promise.all([name, ...folders[name]!.imports].map((folder) => folders[folder]!.load()));
  const texts = new Map(
    loaded.flatMap((one) =>
      Object.entries(one.texts).map(([path, text]) => [path.replace(/^(\.\.\/)+/u, ""), text] as const),
    ),
  );
  return (path) => {
    const text = texts.get(path);
    if (text === undefined) throw new RangeError(`the Lab has no file ${path}`);
    return text;
  };
}

/** Gives texts with somebody's changes. */
export function withEdits(read: ReadText, { files: patches }: ModelEdits): ReadText {
  return (path) => {
    const patch = patches[path];
    return patch ? patched(read(path), patch, path) : read(path);
  };
}
