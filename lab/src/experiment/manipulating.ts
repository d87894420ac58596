import type { ExperimentFile, GroupFile } from "neohebb";
import { english } from "../text/english.ts";
import type { Offer } from "./runMessages.ts";

const text = english.experiment.done;

/** Something that is done to a group, and where it stands. */
export interface Deed {
  readonly list: "doses" | "manipulations";
  readonly index: number;
  readonly text: string;
}

/** What the form has to add. */
export interface Addition {
  readonly kind: keyof typeof english.experiment.add.kinds;
  readonly drug: string;
  readonly receptor: string;
  readonly place: string;
  /** Empty: everywhere. */
  readonly area: string;
  readonly dose: string;
  /** 0 … 1 */
  readonly share: number;
  readonly light: "excitation" | "inhibition";
  /** From 1; null: the first or last. */
  readonly first: number | null;
  readonly last: number | null;
}

/** Everything that is done to a group, in words, parts by the labels that the brain has for them. */
export function deedsOf({ doses = [], manipulations = [] }: GroupFile, { receptors, drugs }: Offer): Deed[] {
  const drugLabel = (id: string) => drugs.find((one) => one.id === id)?.label ?? id;
  const receptorLabel = (name: string) => receptors.find((one) => one.name === name)?.label ?? name;
  const given = doses.map((dose, index): Deed => {
    const { drug, receptor, modulator, area, trials } = dose;
    const what = drug
      ? text.drug(drugLabel(drug), dose.dose)
      : receptor
        ? text.receptor(receptorLabel(receptor), dose.dose)
        : text.modulator(modulator ?? "", dose.dose);
    const where = area === undefined ? what : text.site(what, [area].flat().join(", "));
    return { list: "doses", index, text: inTrials(where, trials) };
  });
  const done = manipulations.map((manipulation, index): Deed => {
    const { trials, ...rest } = manipulation;
    const [[kind, where] = ["", ""], ...details] = Object.entries(rest);
    const more = details.map(([key, value]) => `${key} ${typeof value === "object" ? JSON.stringify(value) : value}`);
    return {
      list: "manipulations",
      index,
      text: inTrials(text.manipulation(kind, [where].flat().join(", "), more.join(", ")), trials),
    };
  });
  return [...given, ...done];
}

function inTrials(what: string, trials: readonly [number, number] | undefined): string {
  return trials ? text.trials(what, trials[0], trials[1]) : what;
}

/** A group with something more done to it. */
export function withAddition(group: GroupFile, addition: Addition, lastTrial: number): GroupFile {
  const { kind, drug, receptor, place, area, dose, share, light, first, last } = addition;
  const trials = first === null && last === null ? {} : { trials: [first ?? 1, last ?? lastTrial] as [number, number] };
  const site = area === "" ? {} : { area };
  if (kind === "drug") return { ...group, doses: [...(group.doses ?? []), { drug, dose, ...site, ...trials }] };
  if (kind === "receptor") return { ...group, doses: [...(group.doses ?? []), { receptor, dose, ...site, ...trials }] };
  const made = {
    lesion: { lesion: place, share },
    fibreLesion: { fibreLesion: place, share },
    light: { light: place, [light]: share },
    knockDown: { receptor, density: share, ...site },
  }[kind];
  return { ...group, manipulations: [...(group.manipulations ?? []), { ...made, ...trials }] };
}

/** A group with one thing less done to it. */
export function withoutDeed(group: GroupFile, { list, index }: Deed): GroupFile {
  const left = (group[list] ?? []).filter((_, place) => place !== index);
  const { [list]: _, ...rest } = group;
  return left.length > 0 ? { ...rest, [list]: left } : rest;
}

/** An id for a group that no other has. */
export function groupId({ groups }: ExperimentFile): string {
  let number = Object.keys(groups).length + 1;
  while (Object.hasOwn(groups, `group-${number}`)) number++;
  return `group-${number}`;
}
