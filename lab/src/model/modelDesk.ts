import {
  type CompiledModel,
  compareModels,
  compile,
  drugs,
  explainModel,
  type ModelDifference,
  readBibliography,
  SpecificationError,
} from "neohebb";
import bibliographyText from "../../../references.bib?raw";
import { loadTexts, type ReadText, withEdits } from "../simulator/bundledModels.ts";
import { type ModelEdits, noEdits } from "../simulator/modelEdits.ts";
import type { ModelReceptor, ModelReply, ModelRequest, ModelView, Publication } from "./messages.ts";

const send = (reply: ModelReply) => postMessage(reply);
const bibliography = readBibliography(bibliographyText);
const bundled = new Map<string, CompiledModel>();

/** Answers a request of the Model page. */
export async function answer({ number, model, edits }: ModelRequest): Promise<void> {
  const read = await loadTexts(model);
  let original = bundled.get(model);
  if (!original) {
    original = compileModel(model, noEdits, read);
    bundled.set(model, original);
  }
  try {
    const compiled = compileModel(model, edits, read);
    const files = original.outline().source.files.map(({ file }) => ({ file, text: read(file) }));
    send({ kind: "opened", number, files, view: viewOf(compiled, original, edits), warnings: compiled.warnings });
  } catch (error) {
    if (!(error instanceof SpecificationError)) throw error;
    send({ kind: "wrong", number, issues: error.issues.filter(({ severity }) => severity === "error") });
  }
}

function compileModel(model: string, edits: ModelEdits, bundledText: ReadText): CompiledModel {
  const read = withEdits(bundledText, edits);
  return compile(read(model), { file: model, read, parameters: edits.parameters });
}

function viewOf(compiled: CompiledModel, original: CompiledModel, edits: ModelEdits): ModelView {
  const explanation = explainModel({ ...compiled.outline(), bibliography });
  const { receptors, nuclei } = compiled.model;
  return {
    explanation,
    receptors: receptors.map((receptor) => receptorOf(receptor)),
    nuclei: nuclei.map(({ name, modulator }) => ({ name, modulator })),
    publications: publicationsOf(JSON.stringify(compiled.outline().source.documents.map(({ data }) => data))),
    difference: withParameters(compareModels(original.outline(), compiled.outline()), original, compiled, edits),
  };
}

function receptorOf({ name, label, doc, modulator }: CompiledModel["model"]["receptors"][number]): ModelReceptor {
  const bound = drugs.flatMap((drug) =>
    drug.affinities
      .filter(({ receptor }) => receptor === name)
      .map(({ inhibitionConstant, action = "antagonist", source }) => ({
        label: drug.label,
        inhibitionConstant,
        action,
        source,
      })),
  );
  return { name, label, doc, modulator, drugs: bound };
}

function publicationsOf(text: string): Record<string, Publication> {
  const keys = new Set(text.match(/\b[a-z]+\d{4}[a-z]?\b/gu));
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const fields = bibliography.get(key)?.fields;
      return fields ? [[key, { title: fields.title ?? key, doi: fields.doi ?? null }]] : [];
    }),
  );
}

/** Values that were set from outside stand in no file; they are put first. */
function withParameters(
  difference: ModelDifference,
  original: CompiledModel,
  compiled: CompiledModel,
  { parameters }: ModelEdits,
): ModelDifference {
  const value = (model: CompiledModel, name: string) =>
    explainModel({ ...model.outline(), bibliography }).parameters.find((one) => one.name === name)?.value ?? null;
  const set = Object.keys(parameters).map((name) => ({
    section: "parameters",
    path: `${name}.value`,
    kind: "changed" as const,
    a: value(original, name),
    b: value(compiled, name),
    fromA: null,
    fromB: null,
    textOnly: false,
  }));
  const others = difference.differences.filter(({ path }) => !set.some((one) => one.path === path));
  return { ...difference, differences: [...set, ...others] };
}
