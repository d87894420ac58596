import type { ModelExplanation } from "neohebb";
import type { ModelReceptor, ModelView } from "./messages.ts";

/** What can be shown alone. */
export const kinds = ["all", "area", "nucleus", "projection", "parameter", "receptor"] as const;
export type Kind = (typeof kinds)[number];
/** Ways in which a value came about. */
export const statuses = ["measured", "derived", "fitted", "chosen"] as const;

/** What somebody looks for; empty texts let everything through. */
export interface Wanted {
  readonly search: string;
  readonly kind: Kind;
  readonly modulator: string;
  readonly status: string;
}

/** Parts of a model that fit. */
export interface Found {
  readonly owners: ModelExplanation["owners"];
  readonly parameters: ModelExplanation["parameters"];
  readonly receptors: readonly ModelReceptor[];
}

/**
 * Parts of a model in whose names, labels, docs, equations or sources all words that are looked for occur. A modulator
 * lets through what reads it, its receptors or its nuclei, and the parameters of that; a status lets through parameters
 * alone.
 */
export function modelSearch(view: ModelView, { search, kind, modulator, status }: Wanted): Found {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  const fits = (...texts: readonly string[]) => {
    const whole = texts.join(" ").toLowerCase();
    return words.every((word) => whole.includes(word));
  };
  const { explanation, receptors, nuclei } = view;
  const names = [
    modulator,
    ...receptors.filter((receptor) => receptor.modulator === modulator).map(({ name }) => name),
    ...nuclei.filter((nucleus) => nucleus.modulator === modulator).map(({ name }) => name),
  ];
  const concerns = (owner: ModelExplanation["owners"][number]) => {
    if (modulator === "") return true;
    const whole = `${owner.name} ${textsOf(owner)}`;
    return names.some((name) => new RegExp(`\\b${name}\\b`, "u").test(whole));
  };
  const concerned = explanation.owners.filter(concerns);
  const read = new Set(concerned.flatMap((owner) => owner.parameters));
  const isPart = (owner: ModelExplanation["owners"][number]) =>
    kind === "all" ||
    (kind === "area" && (owner.kind === "area" || owner.kind === "population")) ||
    (kind === "nucleus" && owner.kind === "nucleus") ||
    (kind === "projection" && (owner.kind === "projection" || owner.kind === "part"));
  return {
    owners:
      status === ""
        ? concerned.filter((one) => isPart(one) && fits(one.name, spaced(one.name), one.label, one.doc, textsOf(one)))
        : [],
    parameters:
      kind === "all" || kind === "parameter"
        ? explanation.parameters.filter(
            ({ name, doc, source, symbol, status: own }) =>
              (status === "" || own === status) &&
              (modulator === "" || read.has(name)) &&
              fits(name, spaced(name), doc, source, symbol ?? ""),
          )
        : [],
    receptors:
      status === "" && (kind === "all" || kind === "receptor")
        ? receptors.filter(
            (one) =>
              (modulator === "" || one.modulator === modulator) &&
              fits(one.name, spaced(one.name), one.label, one.doc, ...one.drugs.map(({ label }) => label)),
          )
        : [],
  };
}

function textsOf(owner: ModelExplanation["owners"][number]): string {
  const { chemistry, equations, definitions, modulation } = owner;
  return [
    ...[...chemistry, ...equations].map(({ left, right }) => `${left} = ${right}`),
    ...definitions.map(({ name, text }) => `${name} = ${text}`),
    ...modulation.map(({ name, text, modulators }) => `${name} = ${text} ${modulators.join(" ")}`),
  ].join(" ");
}

/** `sensoryToD1` as words, so that both ways of writing are found. */
function spaced(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/gu, "$1 $2");
}
