import type { Claim } from "./claim.ts";
import { claims } from "./claims.ts";
import type { Effect } from "./effect.ts";
import { effects } from "./effects/index.ts";
import type { JudgedAblation, JudgedBand, Judgement } from "./judge.ts";

/** An effect's line on the board, as `--json` gives it. */
export interface BoardEntry {
  readonly id: string;
  readonly tier: 1 | 2 | 3;
  readonly name: string;
  readonly pass: boolean;
  /** Why it was not run; absent if it was. Never passes. */
  readonly notYet?: string;
  /** By measure, one value a seed. */
  readonly values: Judgement["values"];
  readonly interval: Judgement["interval"];
  readonly criterion: { readonly text: string; readonly bands: readonly JudgedBand[] };
  readonly sideObservations: readonly {
    readonly text: string;
    readonly holds: boolean;
    /** Value of the first band, one a seed. */
    readonly value: readonly number[];
    readonly bands: readonly JudgedBand[];
  }[];
  readonly ablations: readonly JudgedAblation[];
  readonly seeds: readonly number[];
  readonly subjects: number;
  /** Folder of the Parquet files from which the verdict follows; null if it was not run. */
  readonly trialsPath: string | null;
}

/** The programmed effect of an id, or null. */
export function effectOf(id: string): Effect | null {
  return effects.find((effect) => effect.id === id) ?? null;
}

/** Whether an effect is programmed and done by the brain; preparations have models of their own. */
export function isDoneByBrain(id: string): boolean {
  return effectOf(id)?.protocol.kind === "sessions";
}

/** Why an effect is not on trial yet. */
export function notYetReason({ protocol, areas }: Claim): string {
  const kind = /pairing|tetan/iu.test(protocol)
    ? "its protocol is not programmed yet"
    : "its task is not programmed as an effect yet";
  return `${kind}; it needs ${areas} in the reference brain`;
}

/** The line of an effect that was not run. */
export function notYetEntry(claim: Claim, reason = notYetReason(claim)): BoardEntry {
  return {
    id: claim.id,
    tier: claim.tier,
    name: claim.name,
    pass: false,
    notYet: reason,
    values: {},
    interval: {},
    criterion: { text: claim.criterion, bands: [] },
    sideObservations: claim.sideObservations.map((text) => ({ text, holds: false, value: [], bands: [] })),
    ablations: [],
    seeds: [],
    subjects: 0,
    trialsPath: null,
  };
}

/** The line of an effect that was judged. */
export function judgedEntry(
  claim: Claim,
  judgement: Judgement,
  run: { readonly seeds: readonly number[]; readonly subjects: number; readonly trialsPath: string | null },
): BoardEntry {
  const { values, interval, criterion, ablations, pass } = judgement;
  return {
    id: claim.id,
    tier: claim.tier,
    name: claim.name,
    pass,
    values,
    interval,
    criterion: { text: claim.criterion, bands: criterion },
    sideObservations: judgement.sideObservations.map((side) => ({ ...side, value: side.bands[0]?.values ?? [] })),
    ablations,
    ...run,
  };
}

/** How many of a tier pass, fail and are not run yet. */
export interface TierCount {
  readonly tier: 1 | 2 | 3;
  readonly pass: number;
  readonly fail: number;
  readonly notYet: number;
}

/** Counts by tier over the entries given. */
export function countTiers(entries: readonly BoardEntry[]): TierCount[] {
  return ([1, 2, 3] as const).map((tier) => {
    const own = entries.filter((entry) => entry.tier === tier);
    const pass = own.filter((entry) => entry.pass).length;
    const notYet = own.filter((entry) => entry.notYet !== undefined).length;
    return { tier, pass, fail: own.length - pass - notYet, notYet };
  });
}

/** The claims of a tier, or with given ids; all without either. */
export function selectClaims({ tier, ids }: { tier?: number; ids?: readonly string[] }): readonly Claim[] {
  return claims.filter((claim) => (tier === undefined || claim.tier === tier) && (!ids || ids.includes(claim.id)));
}
