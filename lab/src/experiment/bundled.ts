import { agentKinds, bundledBehaviour, type PeopleSample, readBundled, type Surroundings, samplesOf } from "neohebb";
import { loadTexts } from "../simulator/bundledModels.ts";

/** Models that an experiment can name, and their files. */
const models: Readonly<Record<string, string>> = {
  "reference-brain": "models/reference-brain/reference-brain.yaml",
  "reference-brain-2": "models/reference-brain-2/reference-brain-2.yaml",
};

/** Names of the models that an experiment can name. */
export const modelNames = Object.keys(models);

const fileOf = (reference: string) => (Object.hasOwn(models, reference) ? models[reference]! : null);

/** What an experiment with a model finds in the page: what is bundled, and no files besides. */
export async function surroundingsOf(model: string): Promise<Surroundings> {
  const file = fileOf(model);
  return {
    findModel: fileOf,
    findFile: () => null,
    readText: await loadTexts(file ?? Object.values(models)[0]!),
    models: modelNames,
    dataSets: bundledBehaviour.map(({ id }) => id),
    agents: agentKinds.map(({ id }) => id),
  };
}

/** The real people that an experiment names; loaded when they are asked for. */
export async function peopleOf(references: readonly unknown[]): Promise<PeopleSample[]> {
  if (!references.includes("zorowitz2023")) return [];
  const [trials, participants] = await Promise.all([
    import("../../../data/zorowitz2023/trials.csv?raw"),
    import("../../../data/zorowitz2023/participants.csv?raw"),
  ]);
  const files: Record<string, string> = { "trials.csv": trials.default, "participants.csv": participants.default };
  return samplesOf(readBundled("zorowitz2023", (name) => files[name]!));
}
