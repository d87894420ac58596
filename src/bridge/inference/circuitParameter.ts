import type { ExperimentFile } from "../../experiment/experimentFile.ts";
import { nearestName } from "../../math/nearestName.ts";
import type { LoweredModel } from "../../spec/index.ts";

/** A parameter of the circuit that is inferred: what is left of a receptor's density or of a modulator's release. */
export interface CircuitParameter {
  /** `dopamineD1` or `dopamine`. */
  readonly name: string;
  readonly label: string;
  readonly kind: "density" | "release";
  /** Range of the prior, which is even on the scale of the share. */
  readonly lower: number;
  readonly upper: number;
}

type Dose = NonNullable<ExperimentFile["groups"][string]["doses"]>[number];

/** Least and greatest share, of the model's own density or release. */
const range = { lower: 0.1, upper: 1 } as const;

/** Looks up a receptor or modulator by name or label. @throws RangeError with what there is. */
export function circuitParameter({ name: model, receptors, modulators }: LoweredModel, text: string): CircuitParameter {
  const known = [
    ...receptors.map(({ name, label }) => ({ name, label, kind: "density" as const })),
    ...modulators.map(({ name, label }) => ({ name, label, kind: "release" as const })),
  ];
  const found = known.find(({ name, label }) => name === text || label === text);
  if (found) return { ...found, ...range };
  const nearest = nearestName(
    text,
    known.flatMap(({ name, label }) => [name, label]),
  );
  const all = known.map(({ name }) => name).join(", ");
  throw new RangeError(
    `the model ${model} has no receptor or modulator "${text}"; ${nearest === null ? `there are ${all}` : `did you mean "${nearest}"?`}`,
  );
}

/**
 * The dose that leaves a share: an insurmountable antagonist, or a blocker of vesicles, at a dose x leaves 1 / (1 + x)
 * of the receptors, or of what is released.
 */
export function doseLeaving({ name, kind }: CircuitParameter, share: number): Dose {
  const dose = `${(1 / share - 1).toFixed(6)} Ki`;
  return kind === "density" ? { receptor: name, dose } : { modulator: name, site: "depletion", dose };
}
