import { bundledBehaviourModels, loadBehaviourModel } from "./behaviourModels.ts";
import { mapColumns } from "./modelColumns.ts";

/** Bundled models all of whose columns are recognised among a file's. */
export function suitableModels(header: readonly string[]): string[] {
  return [...bundledBehaviourModels().keys()].filter((id) => {
    const { definition } = loadBehaviourModel(id);
    return mapColumns(definition, header, {}).problems.length === 0;
  });
}
