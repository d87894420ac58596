import { type BoardEntry, countTiers, type JudgedBand } from "../phenomena/index.ts";
import { cut, wrap } from "./textTable.ts";

/** How the board is shown. */
export interface BoardTextOptions {
  /** Every band of every effect. */
  readonly detailed: boolean;
  readonly width: number;
  readonly colour: boolean;
}

const marks = { pass: "✓", fail: "✗", notYet: "·" } as const;
const colours = { pass: "32", fail: "31", notYet: "2" } as const;
const tierNames = { 1: "essential", 2: "important", 3: "stretch or disputed" } as const;

type State = keyof typeof marks;

/** The board as text: tiers with counts, a line an effect, what failed below it. */
export function boardText(entries: readonly BoardEntry[], options: BoardTextOptions): string {
  return countTiers(entries)
    .filter(({ pass, fail, notYet }) => pass + fail + notYet > 0)
    .flatMap(({ tier, pass, fail, notYet }) => {
      const own = entries.filter((entry) => entry.tier === tier).sort((a, b) => rank(a) - rank(b));
      const ran = own.filter((entry) => stateOf(entry) !== "notYet" || options.detailed);
      const waiting = own.filter((entry) => !ran.includes(entry)).map(({ id }) => id);
      return [
        `Tier ${tier}, ${tierNames[tier]}: ${pass} pass, ${fail} fail, ${notYet} not yet`,
        ...ran.flatMap((entry) => effectLines(entry, options)),
        ...(waiting.length === 0
          ? []
          : indented(`${painted("notYet", options)} not yet: ${waiting.join(", ")}`, options.width)),
        "",
      ];
    })
    .join("\n")
    .trimEnd();
}

function stateOf({ pass, notYet }: BoardEntry): State {
  if (notYet !== undefined) return "notYet";
  return pass ? "pass" : "fail";
}

function rank(entry: BoardEntry): number {
  return ["pass", "fail", "notYet"].indexOf(stateOf(entry));
}

function painted(state: State, { colour }: BoardTextOptions): string {
  return colour ? `\u001b[${colours[state]}m${marks[state]}\u001b[0m` : marks[state];
}

function effectLines(entry: BoardEntry, options: BoardTextOptions): string[] {
  const state = stateOf(entry);
  const head = `  ${painted(state, options)} ${cut(`${entry.id.padEnd(28)} ${entry.name}`, options.width - 4)}`;
  if (state === "notYet") return [head, ...indented(entry.notYet!, options.width, 6)];
  const groups = [
    { title: "", bands: entry.criterion.bands },
    ...entry.sideObservations.map(({ bands }) => ({ title: "side: ", bands })),
  ];
  const lines = groups.flatMap(({ title, bands }) =>
    bands.filter(({ holds }) => options.detailed || !holds).map((band) => bandLine(title, band, options)),
  );
  const ablations = entry.ablations
    .filter(({ right }) => options.detailed || !right)
    .map((ablation) => {
      const what = `${ablation.mechanism} removed: ${ablation.abolished ? "abolished" : "spared"} (must ${ablation.must})`;
      return `      ${painted(ablation.right ? "pass" : "fail", options)} ${cut(what, options.width - 8)}`;
    });
  const interval = options.detailed ? measureLines(entry, options) : [];
  return [head, ...lines, ...ablations, ...interval];
}

/** A band: what, what came out on each seed, its limits, in columns. */
function bandLine(title: string, band: JudgedBand, options: BoardTextOptions): string {
  const values = band.values.map((value) => number(value).padStart(8)).join("");
  const facts = `${values}   ${limits(band).padEnd(14)}`;
  const room = Math.max(12, options.width - 9 - facts.length);
  const text = cut(`${title}${band.text}`, room).padEnd(room);
  return `      ${painted(band.holds ? "pass" : "fail", options)} ${text} ${facts}`.trimEnd();
}

function measureLines({ values, interval }: BoardEntry, { width }: BoardTextOptions): string[] {
  const texts = Object.entries(values).map(([name, own]) => {
    const [low, high] = interval[name] ?? [Number.NaN, Number.NaN];
    return `${name} ${own.map(number).join(" ")} [${number(low)}, ${number(high)}]`;
  });
  return indented(`measures: ${texts.join("; ")}`, width, 6);
}

/** Limits of a band: `[0.2, 0.8]`, `≥ 10`, `≤ 3`. */
export function limits({ low, high }: Pick<JudgedBand, "low" | "high">): string {
  if (low === null) return high === null ? "any" : `≤ ${number(high)}`;
  return high === null ? `≥ ${number(low)}` : `[${number(low)}, ${number(high)}]`;
}

function number(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : "–";
}

function indented(text: string, width: number, by = 2): string[] {
  return wrap(text, width - by).map((line) => " ".repeat(by) + line);
}
