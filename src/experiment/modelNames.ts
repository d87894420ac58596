import { nearestName } from "../math/nearestName.ts";
import type { LoweredModel } from "../spec/index.ts";

/** Kinds of a model's parts that manipulations name. */
export type PartKind = "area" | "population" | "nucleus" | "projection" | "receptor" | "modulator";

/** A part of a model by its full name. */
export interface NamedPart {
  readonly kind: PartKind;
  readonly name: string;
  readonly label: string;
}

/** A name that is none of a model's: what is wrong, and a hint. */
export interface UnknownName {
  readonly message: string;
  readonly hint: string | null;
}

/** Looks up parts of a model by name or label. */
export class ModelNames {
  readonly #parts: readonly NamedPart[];

  constructor({ areas, nuclei, projections, receptors, modulators, program }: LoweredModel) {
    const of = (kind: PartKind, parts: readonly { readonly name: string; readonly label: string }[]): NamedPart[] =>
      parts.map(({ name, label }) => ({ kind, name, label }));
    const populations = program.populations.flatMap(({ name }) => {
      const area = areas.find((one) => name.startsWith(`${one.name}.`));
      return area ? [{ name, label: `${area.label}${name.slice(area.name.length)}` }] : [];
    });
    this.#parts = [
      ...of("area", areas),
      ...of("population", populations),
      ...of("nucleus", nuclei),
      ...of("projection", projections),
      ...of("receptor", receptors),
      ...of("modulator", modulators),
    ];
  }

  /** The part of one of some kinds with a name or label. */
  find(kinds: readonly PartKind[], name: string): NamedPart | UnknownName {
    const known = this.#parts.filter(({ kind }) => kinds.includes(kind));
    const found = known.find((part) => part.name === name) ?? known.find((part) => part.label === name);
    if (found) return found;
    const all = known.flatMap((part) => [part.name, part.label]);
    const nearest = nearestName(name, all);
    const some = known.slice(0, 12).map((part) => part.name);
    const list = `it has ${some.join(", ")}${known.length > some.length ? ", …" : ""}`;
    return {
      message: `the model has no ${kinds.join(" or ")} "${name}"`,
      hint: nearest ? `did you mean "${nearest}"?` : known.length > 0 ? list : null,
    };
  }

  /** Populations of an area. */
  populationsOf(area: string): NamedPart[] {
    return this.#parts.filter(({ kind, name }) => kind === "population" && name.startsWith(`${area}.`));
  }
}
