import { DeskClient } from "../simulator/desk.ts";
import type { GalleryEffect, PhenomenaReply, PhenomenaRequest, Verdict } from "./messages.ts";
import type { AreaGroup, Modulator } from "./subjects.ts";

/** By what effects are chosen; empty for all. */
export interface GalleryFilter {
  readonly search: string;
  readonly tier: "" | "1" | "2" | "3";
  readonly area: "" | AreaGroup;
  readonly modulator: "" | Modulator;
  readonly verdict: "" | Verdict;
}

export const everything: GalleryFilter = { search: "", tier: "", area: "", modulator: "", verdict: "" };

/** The effects that fit a filter: all words of the search occur in what is said of them. */
export function fitting(effects: readonly GalleryEffect[], filter: GalleryFilter): GalleryEffect[] {
  const words = filter.search.toLowerCase().split(/\s+/u).filter(Boolean);
  return effects.filter((effect) => {
    const text = [effect.id, effect.name, effect.covers, effect.citation, effect.published, effect.doi]
      .join(" ")
      .toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      (filter.tier === "" || effect.tier === Number(filter.tier)) &&
      (filter.area === "" || effect.areas.includes(filter.area)) &&
      (filter.modulator === "" || effect.modulators.includes(filter.modulator)) &&
      (filter.verdict === "" || effect.verdict === filter.verdict)
    );
  });
}

let loaded: Promise<readonly GalleryEffect[]> | null = null;

/** All effects; read once for as long as the Lab is open. */
export function loadGallery(): Promise<readonly GalleryEffect[]> {
  loaded ??= new Promise((resolve, reject) => {
    const fail = (message: string) => {
      loaded = null;
      desk.stop();
      reject(new Error(message));
    };
    const take = (reply: PhenomenaReply) => {
      if (reply.kind === "failed") return fail(reply.message);
      if (reply.kind !== "gallery") return;
      desk.stop();
      resolve(reply.effects);
    };
    const desk = new DeskClient<PhenomenaRequest, PhenomenaReply>("phenomena", take, fail);
    desk.send({ kind: "gallery" });
  });
  return loaded;
}
