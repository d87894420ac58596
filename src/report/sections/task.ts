import type { Summary } from "../../analysis/summary.ts";
import type { TimelineChart } from "../chart.ts";
import type { Context } from "../context.ts";
import { type Figure, fixedFigure } from "../figure.ts";
import { capitalised, counted, formatNumber, listOf } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { groupColour } from "../theme.ts";
import { changedText } from "./provenance.ts";

type VirtualGroup = Summary["groups"][number];

/** What was done: the task, the subjects, the groups. */
export function taskSection(context: Context): Section | null {
  const { summary } = context;
  if (summary.groups.length === 0) return null;
  const figures = [trialFigure(summary), scheduleFigure(context)];
  return { id: "task", title: "What was done", parts: [taskText(context), ...figures, groupText(context)] };
}

function taskText({ summary, people }: Context): Markup {
  const { task, model } = summary;
  const several = summary.groups.length > 1;
  const virtual = several
    ? `${summary.groups.length} groups of ${counted(summary.subjectsPerGroup, "virtual subject")}`
    : counted(summary.subjectsPerGroup, "virtual subject");
  const paired =
    " The same subjects, with the same random numbers, are in every group, so that groups are compared subject by subject.";
  return html`<p><strong>${capitalised(task.title)}.</strong> ${task.summary}</p>
<p>${virtual} did the task. Each is one copy of the model “${model.name}” with its own parameters, scattered around one common set, and its own random numbers.${several && paired} The model: ${lowerFirst(model.summary)}. ${changedText(summary)}</p>
${people && html`<p>They are compared with ${peopleText(people)}${doneText(people, task.id)}. ${people.note}</p>`}`;
}

function peopleText({ label, subjects }: NonNullable<Context["people"]>): string {
  return label.includes(String(subjects)) ? label : `real people (${label}, n = ${subjects})`;
}

/** What is known of what people did, and of their drugs. */
function doneText({ task, drugFree }: NonNullable<Context["people"]>, own: string): string {
  const done = task === undefined ? "" : task === own ? " who did the same task" : ` who did another task (${task})`;
  return `${done}${drugFree ? " without any drug" : ""}`;
}

function lowerFirst(sentence: string): string {
  const text = sentence.replace(/\.$/, "");
  return /^[A-Z][a-z]* /.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function groupText({ summary }: Context): Markup {
  return html`<h3>The groups</h3>
<dl class="groups">${summary.groups.map(
    (group) =>
      html`<div><dt>${capitalised(group.label)}</dt><dd>${group.description} <span class="muted">${[doseText(group.doses), manipulationText(group), yokedText(group), parameterText(group)].filter((text) => text !== "").join(" ")}</span></dd></div>`,
  )}</dl>`;
}

function doseText(doses: VirtualGroup["doses"]): string {
  const during = (trials: readonly [number, number] | undefined) =>
    trials ? `, on trials ${trials[0]}–${trials[1]}` : "";
  const others = doses.flatMap(({ label, dose, trials, action }) =>
    action ? [`${label} ${action} at ${formatNumber(dose, "number")} × its affinity${during(trials)}`] : [],
  );
  const blocked = blockText(doses.filter(({ action }) => action === undefined));
  return [blocked, others.length > 0 ? `Given: ${others.join("; ")}.` : ""].filter((text) => text !== "").join(" ");
}

function blockText(doses: VirtualGroup["doses"]): string {
  const given = doses.map(({ label, dose, trials }) => ({
    label,
    amount: `at ${formatNumber(dose, "number")} × the inhibition constant, ${formatNumber(dose / (1 + dose), "percent")} of the receptors${trials ? `, on trials ${trials[0]}–${trials[1]}` : ""}`,
  }));
  const described = [...new Set(given.map(({ amount }) => amount))].map((amount) => {
    const labels = given.filter((dose) => dose.amount === amount).map(({ label }) => label);
    return `${listOf(labels)} ${amount}`;
  });
  return described.length > 0 ? `Blocked: ${described.join("; ")}.` : "";
}

function manipulationText({ manipulations = [] }: VirtualGroup): string {
  return manipulations.length > 0 ? `Done: ${manipulations.join("; ")}.` : "";
}

function yokedText({ yoked = [] }: VirtualGroup): string {
  return yoked.length > 0 ? `Released as in another subject: ${listOf(yoked)}.` : "";
}

function parameterText({ parameters = {} }: VirtualGroup): string {
  const set = Object.entries(parameters).map(([name, value]) => `${name} = ${value}`);
  return set.length > 0 ? `Parameters set for this group: ${set.join("; ")}.` : "";
}

function trialFigure({ task }: Summary): Figure | null {
  const { phases } = task;
  const last = phases[phases.length - 1];
  if (!last) return null;
  const chart: TimelineChart = {
    kind: "timeline",
    x: { label: "Time in the trial (s)", format: "number", domain: [0, last.start + last.duration] },
    rows: phases.map(({ name, start, duration }) => ({
      label: name,
      colour: "accent",
      spans: [{ start, end: start + duration, text: formatNumber(duration, "seconds") }],
    })),
    marks: [],
  };
  const described = phases.map(({ name, duration }) => `${name} (${formatNumber(duration, "seconds")})`);
  return fixedFigure(
    "trial",
    "A trial and its phases",
    {
      chart,
      sentence: `A trial lasts ${formatNumber(last.start + last.duration, "seconds")} and has ${counted(phases.length, "phase")}: ${listOf(described)}.`,
    },
    "Each bar is a phase, drawn to scale. All subjects go through the phases at the same times.",
  );
}

function scheduleFigure({ summary }: Context): Figure | null {
  const { trials, blockLength, optionLabels } = summary.task;
  if (blockLength === null || blockLength >= trials || optionLabels.length < 2) return null;
  const blocks = Math.ceil(trials / blockLength);
  const order = exampleOrder(blocks, optionLabels.length);
  const chart: TimelineChart = {
    kind: "timeline",
    x: { label: "Trial", format: "integer", domain: [1, trials + 1] },
    rows: optionLabels.map((label, option) => ({
      label,
      colour: groupColour(0),
      spans: order.flatMap((best, block) =>
        best === option
          ? [{ start: block * blockLength + 1, end: Math.min(trials, (block + 1) * blockLength) + 1, text: "best" }]
          : [],
      ),
    })),
    marks: order.slice(1).map((_, block) => ({ x: (block + 1) * blockLength + 1, label: "" })),
  };
  return fixedFigure(
    "schedule",
    "When the best option changes",
    {
      chart,
      sentence: `${counted(trials, "trial")} in ${counted(blocks, "block")} of ${blockLength}: at each of the ${blocks - 1} borders another option becomes the best, without any sign of it.`,
    },
    "One possible order; each subject has its own. The filled stretch is where the option is the best one.",
  );
}

/** An order of best options in which neighbours differ and no option is left out for long. */
function exampleOrder(blocks: number, options: number): number[] {
  const order: number[] = [];
  for (let block = 0; block < blocks; block++)
    order.push((block * (options > 2 && block >= options ? options - 1 : 1)) % options);
  return order.map((best, block) => (block > 0 && best === order[block - 1] ? (best + 1) % options : best));
}
