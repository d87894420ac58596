import type { Affinity } from "./drug.ts";

/** An entry of the Guide to PHARMACOLOGY. */
interface GuideEntry {
  /** What was measured, "human D2". */
  readonly target: string;
  /** Negative logarithm of the constant in mol/L: one value, or the lowest and highest of several. */
  readonly p: number | readonly [number, number];
  /** Kind of constant; default Ki. */
  readonly constant?: "Ki" | "Kd" | "IC50" | "EC50";
  /** PubMed numbers of the measurements. */
  readonly pubMed?: string;
  readonly note?: string;
}

/**
 * An affinity as the IUPHAR/BPS Guide to PHARMACOLOGY tabulates it (release 2020.5, table of interactions). Of several
 * measurements the middle of the logarithms is taken.
 */
export function guide({
  target,
  p,
  constant = "Ki",
  pubMed,
  note,
}: GuideEntry): Pick<Affinity, "inhibitionConstant" | "source" | "verified" | "note"> {
  const [low, high] = typeof p === "number" ? [p, p] : p;
  const span = low === high ? `${low}` : `${low}–${high}, the middle is taken`;
  const origin = pubMed === undefined ? "" : `; PubMed ${pubMed}`;
  const other =
    constant === "Ki"
      ? ""
      : `the constant is a ${constant === "IC50" || constant === "EC50" ? `half-maximal concentration (${constant})` : "dissociation constant (Kd)"}`;
  const notes = [other, note ?? ""].filter((text) => text !== "").join("; ");
  return {
    inhibitionConstant: concentration((low + high) / 2),
    source: `IUPHAR/BPS Guide to PHARMACOLOGY 2020.5, ${target}: p${constant} ${span}${origin}`,
    verified: true,
    ...(notes === "" ? {} : { note: notes }),
  };
}

/** A value that no source was seen for. @param note - Why this value. */
export function chosen(
  inhibitionConstant: string,
  note: string,
): Pick<Affinity, "inhibitionConstant" | "source" | "verified" | "note"> {
  return { inhibitionConstant, source: null, verified: false, note };
}

function concentration(p: number): string {
  const nanomolar = 10 ** (9 - p);
  if (nanomolar >= 1000) return `${Number((nanomolar / 1000).toPrecision(2))} uM`;
  return `${Number(nanomolar.toPrecision(2))} nM`;
}
