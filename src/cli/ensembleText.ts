import type { BandRobustness, EffectRobustness } from "../calibration/index.ts";
import { claimOf } from "../phenomena/index.ts";
import { limits } from "./boardText.ts";
import { number } from "./calibrationText.ts";
import { textTable } from "./textTable.ts";

/** What a report of an ensemble shows. */
export interface EnsembleReport {
  readonly model: string;
  /** Number of the sets. */
  readonly sets: number;
  readonly parameters: readonly string[];
  readonly seeds: readonly number[];
  /** Null: each protocol's own. */
  readonly subjects: number | null;
  readonly command: string;
  readonly effects: readonly EffectRobustness[];
}

const left = (title: string) => ({ title, align: "left" as const });
const right = (title: string) => ({ title, align: "right" as const });

/** The effects with the share of the sets in which they come out, the most robust first. */
export function ensembleText(effects: readonly EffectRobustness[], sets: number): string {
  return [
    textTable(
      [left("effect"), right("tier"), right("own set"), right("sets"), right("share"), right("loss"), left("weakest")],
      ordered(effects).map((effect) => {
        const weakest = weakestOf(effect);
        return [
          effect.id,
          String(claimOf(effect.id).tier),
          effect.own ? "✓" : "✗",
          `${effect.sets.length}/${sets}`,
          percent(effect.share),
          range(effect.loss),
          weakest === null ? "" : `${weakest.text} (${percent(weakest.share)})`,
        ];
      }),
    ),
    "",
    summary(effects),
  ].join("\n");
}

/** Counts over the effects. */
function summary(effects: readonly EffectRobustness[]): string {
  const count = (is: (effect: EffectRobustness) => boolean) => effects.filter(is).length;
  const all = count(({ share }) => share === 1);
  const none = count(({ share }) => share === 0);
  const fragile = count(({ own, share }) => own && share < 0.5);
  return `${all} of ${effects.length} effects come out in every set, ${none} in none; ${fragile} come out in the model's own set and in less than half of the others`;
}

/** The same with every band, as Markdown. */
export function ensembleReport(report: EnsembleReport): string {
  const { model, sets, parameters, seeds, subjects, command, effects } = report;
  return [
    `# Effects over an ensemble of ${model}`,
    "",
    `${sets} sets of ${parameters.length} parameters (${parameters.join(", ")}), seeds ${seeds.join(", ")}, ${subjects === null ? "each protocol's own number of subjects" : `${subjects} subjects`} an arm. Mechanisms were not removed: here an effect comes out if criterion and side observations hold on every seed.`,
    "",
    `\`${command}\``,
    "",
    `${summary(effects)}.`,
    "",
    "| effect | tier | own set | share of the sets | loss, middle [least, largest] | weakest band (share) |",
    "| --- | --- | --- | --- | --- | --- |",
    ...ordered(effects).map((effect) => {
      const weakest = weakestOf(effect);
      return row([
        effect.id,
        String(claimOf(effect.id).tier),
        effect.own ? "✓" : "✗",
        `${effect.sets.length} of ${sets} (${percent(effect.share)})`,
        range(effect.loss),
        weakest === null ? "" : `${weakest.text} (${percent(weakest.share)})`,
      ]);
    }),
    "",
    ...ordered(effects).flatMap((effect) => [
      `## ${effect.id}`,
      claimOf(effect.id).name,
      "",
      "| band | limits | own set | share of the sets | over the sets, middle [least, largest] |",
      "| --- | --- | --- | --- | --- |",
      ...effect.bands.map((band) =>
        row([
          `${band.side ? "side: " : ""}${band.text}`,
          limits(band),
          `${value(band.value)} ${band.own ? "✓" : "✗"}`,
          percent(band.share),
          range(band.range),
        ]),
      ),
      "",
    ]),
  ].join("\n");
}

function ordered(effects: readonly EffectRobustness[]): readonly EffectRobustness[] {
  return [...effects].sort((a, b) => b.share - a.share || a.loss[1] - b.loss[1]);
}

/** The band that holds in the fewest sets; null if all hold everywhere. */
function weakestOf({ bands }: EffectRobustness): BandRobustness | null {
  const least = Math.min(...bands.map(({ share }) => share));
  return least === 1 ? null : (bands.find(({ share }) => share === least) ?? null);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function range([least, middle, largest]: readonly [number, number, number]): string {
  return `${value(middle)} [${value(least)}, ${value(largest)}]`;
}

function value(own: number): string {
  return Number.isFinite(own) ? number(own) : "–";
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
