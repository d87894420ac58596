import { mean, sorted } from "../../math/statistics.ts";
import type { ScatterChart } from "../chart.ts";
import { type ReportOptions, renderDocument } from "../document.ts";
import { type Figure, fixedFigure, renderTable, scrolling } from "../figure.ts";
import { fitStyle } from "../fitting/fitStyle.ts";
import { rankPanel, rankShapes } from "../fitting/rankPanel.ts";
import { light } from "../fitting/words.ts";
import { formatNumber, listOf } from "../format.ts";
import { html, type Markup } from "../html.ts";
import type { Section } from "../section.ts";
import { linkedSource } from "../source.ts";
import type { InferenceReport, InferredParameter, ReportedSubject } from "./inferenceReport.ts";

/** Most observed subjects that are drawn row by row. */
const mostRows = 40;

/** The page of an inference: what can be told from the task, what was refused, what is inferred of whom. */
export function renderInferencePage(report: InferenceReport, options: ReportOptions): string {
  const { version, title, hash } = report;
  const sections = [tellable(report), recovery(report), calibration(report), inferred(report), made(report)];
  return renderDocument(
    {
      ...{ version, title, kind: "circuit from choices", header: header(report), style: fitStyle },
      sections: sections.filter((section): section is Section => section !== null),
      origin: html`; hash of the numbers <code class="hash">${hash}</code>`,
    },
    options,
  );
}

function nameOf({ label, kind }: InferredParameter): string {
  return `${label} ${kind}`;
}

function header(report: InferenceReport): Markup {
  const { title, parameters, draws, subjectsADraw, seed, subjects } = report;
  const told = parameters.filter(({ refusal }) => refusal === null);
  const findings = [
    told.length > 0
      ? html`Can be told from this task: ${listOf(told.map(nameOf))}.`
      : html`None of the parameters can be told from this task: nothing is inferred.`,
    ...parameters.flatMap((one) => (one.refusal === null ? [] : [html`<b>${nameOf(one)}</b>: ${one.refusal}.`])),
    ...(subjects && told.length > 0 ? told.map((one) => html`${subjectSentence(one, subjects)}`) : []),
    ...(subjects?.some(({ isUnlike }) => isUnlike)
      ? [
          html`${subjects.filter(({ isUnlike }) => isUnlike).length} of ${subjects.length} observed subjects behave like none of the simulated ones: do not believe theirs.`,
        ]
      : []),
  ];
  return html`<header class="title"><h1>${title}</h1>
<p class="lead">What is left of receptors and release, inferred from choices by simulating the circuit.</p>
<dl class="counts"><div><dt>Draws from the prior</dt><dd>${formatNumber(draws, "integer")}</dd></div>
<div><dt>Simulated subjects</dt><dd>${formatNumber(draws * subjectsADraw, "integer")}</dd></div>
${subjects && html`<div><dt>Observed subjects</dt><dd>${formatNumber(subjects.length, "integer")}</dd></div>`}
<div><dt>Seed</dt><dd>${seed}</dd></div></dl>
<div class="brief"><h2 class="small">In brief</h2><ul>${findings.map((finding) => html`<li>${finding}</li>`)}</ul></div>
<noscript><p class="callout">Pictures need JavaScript. Every figure’s data stand below it as a table.</p></noscript></header>`;
}

function subjectSentence(one: InferredParameter, subjects: readonly ReportedSubject[]): string {
  const known = subjects.flatMap(({ isUnlike, parameters }) => (isUnlike ? [] : [parameters[one.name]!.mean]));
  if (known.length === 0) return `${nameOf(one)}: nobody observed is like the simulated subjects.`;
  const ascending = sorted(known);
  const middle = ascending[Math.floor((ascending.length - 1) / 2)];
  return `${nameOf(one)}, posterior means of the observed subjects: ${formatNumber(ascending[0], "number")} to ${formatNumber(ascending.at(-1), "number")}, the middle one ${formatNumber(middle, "number")} (1 is the model’s own).`;
}

/** The verdict on every parameter, with what it rests on. */
function tellable({ parameters }: InferenceReport): Section {
  const caption = "What can be told from this task";
  const rows = parameters.map((one) => {
    const { recovery: r, coverage50, coverage95, ranks, refusal } = one;
    const cells = [
      formatNumber(r, "effect"),
      formatNumber(coverage50, "percent"),
      formatNumber(coverage95, "percent"),
      formatNumber(ranks.probability, "ratio"),
    ];
    return html`<tr><th scope="row">${nameOf(one)}</th>${cells.map((cell) => html`<td class="n">${cell}</td>`)}<td>${refusal === null ? light("good", "may be inferred") : light("poor", "refused")}</td></tr>`;
  });
  const heads = ["Recovery r", "50 % intervals hold", "95 % intervals hold", "Even ranks, p"];
  return {
    id: "tellable",
    title: caption,
    parts: [
      html`<p>Every simulated subject was inferred from the subjects of other draws, as if it were an observed one. A parameter whose true values do not come back, or whose intervals do not hold what they promise, is refused, and nothing is said of it.</p>`,
      scrolling(
        caption,
        html`<table><caption class="unseen">${caption}</caption><thead><tr><th scope="col">Parameter</th>${heads.map((head) => html`<th scope="col" class="n">${head}</th>`)}<th scope="col">Verdict</th></tr></thead><tbody>${rows}</tbody></table>`,
      ),
      parameters.some(({ refusal }) => refusal !== null)
        ? html`<ul class="advice">${parameters.flatMap((one) => (one.refusal === null ? [] : [html`<li><b>${nameOf(one)}</b>: ${one.refusal}</li>`]))}</ul>`
        : null,
    ],
  };
}

function recovery({ parameters }: InferenceReport): Section {
  const panels: ScatterChart["panels"] = parameters.map((one) => ({
    title: nameOf(one),
    x: { label: "true share", format: "number", domain: [one.lower, one.upper] },
    y: { label: "posterior mean", format: "number", domain: [one.lower, one.upper] },
    identity: true,
    points: one.truth.map((x, at) => ({ label: `simulated subject ${at + 1}`, x, y: one.means[at]! })),
  }));
  const said = parameters.map((one) => `${nameOf(one)} r = ${formatNumber(one.recovery, "effect")}`);
  return {
    id: "recovery",
    title: "Recovery",
    parts: [
      fixedFigure(
        "recovery",
        "True and inferred shares of simulated subjects",
        { chart: { kind: "scatter", columns: 2, panels }, sentence: `${said.join("; ")}.` },
        "Each dot is a simulated subject that was left out of what it is inferred from; on the dashed line the posterior mean is the true share. A flat cloud says that choices do not show the parameter.",
      ),
    ],
  };
}

function calibration({ parameters }: InferenceReport): Section {
  const panels = parameters.map((one) => {
    const { histogram, band } = one.ranks;
    const bins = histogram.length;
    const places = histogram.map((_, bin) => (bin + 0.5) / bins);
    const count = histogram.reduce((sum, own) => sum + own, 0);
    return rankPanel({ title: nameOf(one), counted: "draws", places, histogram, band, expected: count / bins });
  });
  const said = parameters.map(
    (one) =>
      `${nameOf(one)}: 95 % intervals hold ${formatNumber(one.coverage95, "percent")}, ranks p ${formatNumber(one.ranks.probability, "ratio")}`,
  );
  return {
    id: "calibration",
    title: "Calibration",
    parts: [
      fixedFigure(
        "ranks",
        "Ranks of true shares in their posteriors",
        {
          chart: {
            ...{
              kind: "curves",
              x: { label: "share of the posterior below the true value", format: "number" },
              panels,
            },
            ...{ columns: 2, height: 130, marks: [], levels: [] },
          },
          sentence: `${said.join("; ")}.`,
        },
        `One subject of each draw from the prior. ${rankShapes}`,
      ),
    ],
  };
}

function inferred({ subjects, parameters, observed }: InferenceReport): Section | null {
  if (subjects === null) return null;
  const told = parameters.filter(({ refusal }) => refusal === null);
  const base = { id: "subjects", title: "What is inferred of the observed subjects" };
  if (told.length === 0) return { ...base, parts: [html`<p>Nothing: no parameter can be told from this task.</p>`] };
  const caption = `Shares inferred of ${observed ?? "the observed subjects"}`;
  const table = scrolling(
    caption,
    renderTable(
      {
        columns: [
          { label: "Subject", format: "text" },
          ...told.map((one) => ({ label: nameOf(one), format: "number" as const, interval: true })),
          { label: "", format: "text" },
        ],
        rows: subjects.map(({ subject, isUnlike, parameters: own }) => [
          subject,
          ...told.map(({ name }) => ({ value: own[name]!.mean, low: own[name]!.lower, high: own[name]!.upper })),
          isUnlike ? "unlike all simulated" : "",
        ]),
      },
      caption,
    ),
  );
  return {
    ...base,
    parts: [
      ...told.map((one) => subjectFigure(one, subjects)),
      subjects.length > 12 ? html`<details class="more"><summary>${caption}</summary>${table}</details>` : table,
      html`<p class="note">What is inferred is what the model would need to behave like these subjects. It is no measurement of anybody’s receptors.</p>`,
    ],
  };
}

/** Everybody’s interval where there are few, the distribution of the means where there are many. */
function subjectFigure(one: InferredParameter, subjects: readonly ReportedSubject[]): Figure {
  const name = nameOf(one);
  const x = { label: `${name}, share of the model’s own`, format: "number" as const };
  const means = subjects.map(({ parameters }) => parameters[one.name]!.mean);
  const sentence = subjectSentence(one, subjects);
  if (subjects.length > mostRows) {
    const ascending = sorted(means);
    const at = (p: number) => ascending[Math.round(p * (ascending.length - 1))]!;
    const row = {
      ...{ label: "observed", colour: "group0" as const, values: means },
      mean: mean(means),
      quantiles: [0.025, 0.25, 0.5, 0.75, 0.975].map(at),
    };
    return fixedFigure(
      `inferred-${one.name}`,
      `${name} of the observed subjects`,
      { chart: { kind: "strips", columns: 1, panels: [{ title: name, x, rows: [row] }] }, sentence },
      "Each dot is a subject’s posterior mean; thick line: middle half; thin line: middle 95 %.",
    );
  }
  const rows = subjects
    .map(({ subject, isUnlike, parameters }) => {
      const { mean, lower, upper } = parameters[one.name]!;
      const label = isUnlike ? `${subject} (unlike)` : subject;
      return {
        label,
        colour: isUnlike ? ("group1" as const) : ("group0" as const),
        value: mean,
        low: lower,
        high: upper,
      };
    })
    .sort((a, b) => a.value - b.value);
  return fixedFigure(
    `inferred-${one.name}`,
    `${name} of the observed subjects`,
    {
      chart: {
        kind: "intervals",
        x: { ...x, domain: [0, 1.05] },
        zero: 1,
        columns: 1,
        panels: [{ title: name, rows }],
      },
      sentence,
    },
    "Posterior means with 95 % intervals, in order; the vertical line is the model’s own value. Subjects called unlike behave like none of the simulated ones.",
  );
}

function made({ command, method, summaries, version, seed }: InferenceReport): Section {
  return {
    id: "made",
    title: "How this was made",
    parts: [
      html`<pre class="command">${command}</pre>`,
      html`${method.map((sentence) => html`<p>${linkedSource(sentence)}</p>`)}`,
      html`<dl class="facts"><div><dt>Summaries of behaviour</dt><dd>${summaries.join(", ")}</dd></div><div><dt>Seed</dt><dd>${seed}; the same seed gives the same numbers on any number of threads</dd></div><div><dt>Version</dt><dd>neohebb ${version}</dd></div></dl>`,
    ],
  };
}
