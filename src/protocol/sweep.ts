import { nearestName } from "../math/nearestName.ts";
import { spelling } from "../spec/index.ts";
import { type Dimension, formatDimension, sameDimension, timeDimension } from "../units/index.ts";
import type { Names } from "./evaluateExpression.ts";
import type { Expressions } from "./expressions.ts";
import type { CurveAxis } from "./protocol.ts";
import type { ProtocolFile } from "./protocolFile.ts";

/** The swept quantity's values in SI units and its axis, or null (and an issue). */
export interface Sweep {
  readonly values: readonly number[];
  readonly dimension: Dimension;
  readonly axis: CurveAxis;
}

/** Reads the sweep of a file. */
export function sweepValues(
  { sweep, quantities = {} }: ProtocolFile,
  names: Names,
  expressions: Expressions,
): Sweep | null {
  const { over } = sweep;
  const quantity = quantities[over];
  if (!quantity && over !== "time") {
    const known = [...Object.keys(quantities), "time"];
    const { hint } = spelling(nearestName(over, known));
    return expressions.error({ path: ["sweep", "over"] }, "unknown-name", `there is no quantity "${over}"`, {
      hint: hint ?? `there are ${known.join(", ")}`,
    });
  }
  const text = sweep.unit ?? quantity?.unit ?? "s";
  const unit = expressions.unit(text, sweep.unit === undefined ? ["quantities", over, "unit"] : ["sweep", "unit"]);
  if (!unit) return null;
  const own = quantity ? expressions.unit(quantity.unit, ["quantities", over, "unit"]) : { dimension: timeDimension };
  if (own && !sameDimension(own.dimension, unit.dimension))
    return expressions.error({ path: ["sweep", "unit"] }, "dimension", `wrong unit for "${over}"`, {
      expected: formatDimension(own.dimension),
      got: text,
    });
  const values = listed(sweep, names, unit.dimension, expressions) ?? spaced(sweep, names, unit.dimension, expressions);
  if (!values) return null;
  const label = sweep.label ?? quantity?.label ?? over;
  return {
    values,
    dimension: unit.dimension,
    axis: { label, unit: text, scale: unit.scale, logarithmic: sweep.spacing === "logarithmic" },
  };
}

type SweepFile = ProtocolFile["sweep"];

function listed({ values }: SweepFile, names: Names, dimension: Dimension, expressions: Expressions): number[] | null {
  if (!values) return null;
  const numbers = values.map((value, place) =>
    expressions.number({ value, path: ["sweep", "values", place] }, names, dimension),
  );
  return numbers.every((value) => value !== null) ? numbers : null;
}

function spaced(sweep: SweepFile, names: Names, dimension: Dimension, expressions: Expressions): number[] | null {
  const { values, from, to, points, spacing = "linear" } = sweep;
  if (values) return null;
  if (from === undefined || to === undefined || points === undefined)
    return expressions.error({ path: ["sweep"] }, "missing", "a sweep has values, or from, to and points");
  const low = expressions.number({ value: from, path: ["sweep", "from"] }, names, dimension);
  const high = expressions.number({ value: to, path: ["sweep", "to"] }, names, dimension);
  if (low === null || high === null) return null;
  if (spacing === "logarithmic" && !(low > 0 && high > 0))
    return expressions.error({ path: ["sweep", "from"] }, "range", "a logarithmic sweep lies above 0");
  return Array.from({ length: points }, (_, place) => {
    const share = place / (points - 1);
    return spacing === "linear" ? low + (high - low) * share : low * (high / low) ** share;
  });
}
