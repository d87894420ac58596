import { join } from "node:path";
import { modulatorActions } from "../description/index.ts";
import { makeFolder, writeWhole } from "../io/files.ts";
import { shortPath } from "../io/machine.ts";
import { packageVersion } from "../io/packageRoot.ts";
import { measureWindow, type PlasticityWindow } from "../phenomena/index.ts";
import { renderWindowPage, type WindowReport } from "../report/index.ts";
import { type LoweredModel, lowerModel, type OutlinedModel } from "../spec/index.ts";
import { CommandError, exitCodes } from "./failure.ts";
import type { AccessOptions } from "./loadExperiment.ts";
import { loadModel } from "./loadModel.ts";
import { quoted, Terminal, terminalWidth } from "./terminal.ts";
import { textTable, wrap } from "./textTable.ts";

/** Options of `neohebb window`. */
export interface WindowOptions extends AccessOptions {
  readonly model: string;
  readonly fix?: Readonly<Record<string, number>>;
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** `neohebb window`: how modulators together open a projection's plasticity. */
export async function window(projection: string, options: WindowOptions): Promise<void> {
  const terminal = new Terminal(options);
  const outlined = loadModel(options.model, options);
  const model = lowerModel(outlined.source);
  const measured = await windowOf(outlined, projection, options.fix);
  const report = windowReport(measured, model, `npx neohebb window ${quoted(projection)}`);
  const folder = options.out ?? join("results", "window");
  makeFolder(folder);
  const path = join(folder, `${measured.projection}.html`);
  writeWhole(path, renderWindowPage(report));
  terminal.result(windowText(report));
  if (measured.factorial.every(({ change }) => change === 0) && measured.held.length > 0)
    terminal.note(
      `Nothing changes the weight. Its plasticity also reads ${measured.held.join(", ")}; give a value with --fix, such as --fix ${measured.held[0]}=0.5`,
    );
  terminal.result(`Figure: ${shortPath(path)}`);
  terminal.document({ ...measured, report: path });
}

async function windowOf(
  outlined: OutlinedModel,
  projection: string,
  fixed: WindowOptions["fix"],
): Promise<PlasticityWindow> {
  try {
    return await measureWindow(outlined.model, projection, fixed);
  } catch (error) {
    if (error instanceof RangeError)
      throw new CommandError(`${error.message}\n${whatItNeeds(outlined)}`, exitCodes.wrongUse);
    throw error;
  }
}

/** What a model must have for a window, and which of its projections have it. */
function whatItNeeds({ model, outline }: OutlinedModel): string {
  const actions = modulatorActions(model, outline);
  const able = model.projections.flatMap(({ name, weight, modulations }) => {
    if (weight === null) return [];
    const through = actions.filter(({ reaches }) => reaches.some((reach) => reach.projection === name));
    const all = [...modulations.flatMap(({ modulators }) => modulators), ...through.map(({ modulator }) => modulator)];
    return all.length > 0 ? [`${name} (${[...new Set(all)].join(", ")})`] : [];
  });
  const found = able.length > 0 ? `in ${model.name} that is so for ${able.join(", ")}` : `${model.name} has none`;
  return `A window needs a projection with a plastic variable (plastic: true) whose plasticity reads a modulator by occupancy(…) or concentration(…): ${found}.`;
}

function windowReport(measured: PlasticityWindow, model: LoweredModel, command: string): WindowReport {
  const label = (name: string) => model.modulators.find((modulator) => modulator.name === name)?.label ?? name;
  const labels = (names: readonly string[], between: string) => names.map(label).join(between);
  const { timed, driven, held } = measured;
  const pushed = `${label(timed)}`;
  return {
    version: packageVersion(),
    command,
    title: `The window of ${measured.label}`,
    model: measured.model,
    notes: [
      `The projection ${measured.projection} alone runs: concentrations at its place are clamped, receptors and plasticity follow as in the model.`,
      `One pairing lasts half a second: ${[...driven.presynaptic, ...driven.postsynaptic].join(" and ")} are 0.25, else 0 (of firing in spikes: five pairs, post one step after pre); a postsynaptic credit or error stays to the end.`,
      ...(driven.world.length > 0 ? [`${driven.world.join(", ")} is 1 meanwhile, as when the subject acts.`] : []),
      `A push of ${label(timed)} lasts half a second; its delay counts from the pairing's beginning and is ${measured.delay} s in the combinations, where it does most. The other levels are held all the time. High is four times the tonic level, and 0.5 s the delay where heights vary. The weight is read eight seconds after the pairing.`,
      ...Object.entries(measured.fixed).map(([name, value]) => `${name} is ${value} all the time.`),
      ...(held.length > 0 ? [`Left at their first values: ${held.join(", ")}.`] : []),
    ],
    modulators: measured.modulators.map(({ name, effects }) => ({
      label: `${label(name)} (${name})`,
      effects: effects.length > 0 ? effects : ["directly in its equations"],
    })),
    factorial: measured.factorial.map(({ high, change }) => ({ label: labels(high, " + ") || "none", change })),
    contrasts: measured.contrasts.map(({ of, size }) => ({ label: labels(of, " × "), size })),
    maps: measured.maps.map(({ kind, up, x, y, change }) => ({
      title:
        kind === "level"
          ? `${pushed} push × ${up === timed ? "nothing else" : `${label(up)} level`}`
          : `Delay of ${pushed} × ${up === timed ? "nothing else" : `${label(up)} level`}`,
      x: { label: kind === "level" ? `height of the ${pushed} push` : `delay of ${pushed} (s)`, values: x },
      y: { label: up === timed ? "all else" : label(up), values: y },
      change,
    })),
    curves: measured.curves.map(({ modulator, ...curve }) => ({ label: label(modulator), ...curve })),
    receptors: measured.receptors.map(({ receptor, effects, gain, peak, width }) => ({
      label: model.receptors.find(({ name }) => name === receptor)?.label ?? "none",
      effects: effects.join(", "),
      gain,
      peak,
      width,
    })),
  };
}

function windowText(report: WindowReport): string {
  const width = terminalWidth();
  const left = (title: string) => ({ title, align: "left" as const });
  const right = (title: string) => ({ title, align: "right" as const });
  return [
    report.title,
    ...report.modulators.map(({ label, effects }) => `  ${label}: ${effects.join(", ")}`),
    "",
    textTable(
      [left("high, the others tonic"), right("change of weight")],
      report.factorial.map(({ label, change }) => [label, number(change)]),
    ),
    "",
    textTable(
      [left("main effects and interactions"), right("half the mean difference")],
      report.contrasts.map(({ label, size }) => [label, number(size)]),
    ),
    "",
    textTable(
      [left("held"), right("level"), right("largest change"), right("at delay (s)"), right("width (s)")],
      report.curves.map(({ label, level, gain, peak, width: half }) => [
        label,
        String(level),
        number(gain),
        String(peak),
        number(half),
      ]),
    ),
    "",
    textTable(
      [
        left("blocked, others high"),
        left("acts on"),
        right("largest change"),
        right("at delay (s)"),
        right("width (s)"),
      ],
      report.receptors.map(({ label, effects, gain, peak, width: half }) => [
        label,
        effects,
        number(gain),
        String(peak),
        number(half),
      ]),
    ),
    "",
    ...report.notes.flatMap((note) => wrap(note, width)),
  ].join("\n");
}

function number(value: number): string {
  return Math.abs(value) < 1e-9 ? "0" : String(Number(value.toPrecision(3)));
}
