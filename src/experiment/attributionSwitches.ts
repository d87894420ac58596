import type { LoweredModel, LowerOptions } from "../spec/index.ts";
import type { Arm } from "./plan.ts";

/** What is held at rest in an attribution run. */
export interface AttributionSwitch extends NonNullable<Arm["attribution"]> {
  readonly frozen: NonNullable<LowerOptions["frozen"]>;
}

/** Each kind of effect on plasticity that a modulator has in a model, and all kinds together where there are several. */
export function attributionSwitches(model: LoweredModel): AttributionSwitch[] {
  const modulations = model.projections.flatMap((projection) => projection.modulations);
  return model.modulators.flatMap(({ name: modulator }) => {
    const own = modulations.filter(({ modulators }) => modulators.includes(modulator));
    const effects = [...new Set(own.map(({ effect }) => effect))];
    const each: AttributionSwitch[] = effects.map((effect) => ({ modulator, effect, frozen: [{ modulator, effect }] }));
    return effects.length > 1 ? [...each, { modulator, effect: "all", frozen: [{ modulator }] }] : each;
  });
}
