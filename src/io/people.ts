import type { Experiment } from "../experiment/experiment.ts";
import type { PeopleSample } from "../experiment/summarise.ts";
import { bundledBehaviour, loadBundled } from "./behaviourBundled.ts";
import { type BehaviourMapping, readBehaviour } from "./behaviourFile.ts";
import { samplesOf } from "./bundledSets.ts";
import { FileError } from "./files.ts";
import { largestFile, machineSurroundings, readTextFile } from "./machine.ts";

/** The samples of real people that an experiment names; of a bundled set the attentive ones first, then all. */
export function peopleSamples({ data, file }: Pick<Experiment, "data" | "file">): PeopleSample[] {
  const surroundings = machineSurroundings();
  return (data.references ?? []).flatMap((reference) => {
    if (typeof reference === "string") return bundledSamples(reference);
    const path = surroundings.findFile(reference.file, file);
    if (path === null) throw new FileError(`cannot read ${reference.file}: there is no such file`, reference.file);
    const mapping: BehaviourMapping = {
      ...(reference.columns ? { columns: reference.columns } : {}),
      ...(reference.rows ? { rows: reference.rows } : {}),
    };
    const { table, notes } = readBehaviour(readTextFile(path, largestFile.table), path, mapping);
    return [
      {
        id: idOf(reference.file),
        label: reference.label ?? reference.file,
        citation: reference.citation ?? "",
        note: notes.join(" "),
        task: null,
        drugFree: reference.drugFree ?? false,
        table,
      },
    ];
  });
}

/** A bundled set as samples to compare with. */
export function bundledSamples(id: string): PeopleSample[] {
  return samplesOf(loadBundled(id));
}

/** Names of the bundled data sets. */
export function dataSetNames(): string[] {
  return bundledBehaviour.map(({ id }) => id);
}

function idOf(file: string): string {
  return file.replace(/^.*[/\\]/u, "").replace(/\.[^.]*$/u, "");
}
