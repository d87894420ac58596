import { describe, expect, it } from "vitest";
import { inventedSummary } from "../../test/fixtures/inventedSummary.ts";
import { groupFromTable, measureDescriptions, pairedEffect } from "../analysis/index.ts";
import type { Summary } from "../analysis/summary.ts";
import { renderReport } from "./index.ts";

const script = "0;";
const summary = inventedSummary(8, [12, 16]);
const page = renderReport(summary, { script });

function figuresOf(document: string): string[] {
  return document
    .split("<figure ")
    .slice(1)
    .map((part) => part.slice(0, part.indexOf("</figure>")));
}

/** The text that a reader sees, without tags, data and program. */
function textOf(document: string): string {
  return document
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
}

function figure(document: string, id: string): string {
  return figuresOf(document).find((part) => part.includes(`id="${id}"`)) ?? "";
}

/** The summary with the distances of one group replaced. */
function withDistance(group: string, distance: number): Summary {
  return {
    ...summary,
    comparisons: summary.comparisons.map((comparison) =>
      comparison.group === group
        ? {
            ...comparison,
            statistics: comparison.statistics.map((statistic) => ({
              ...statistic,
              distance,
              exceeds: distance > statistic.noiseCeiling99,
            })),
          }
        : comparison,
    ),
  };
}

describe("a report", () => {
  it("gives every figure a heading, a sentence, a text alternative and its data as a table", () => {
    const figures = figuresOf(page);
    expect(figures.length).toBeGreaterThanOrEqual(18);
    for (const part of figures) {
      expect(part).toMatch(/<h3><span class="number">Figure \d+<\/span> \S/);
      expect(/data-finding>([^<]*)</.exec(part)?.[1]?.length).toBeGreaterThan(20);
      expect(/role="img" aria-label="([^"]*)"/.exec(part)?.[1]).toContain("The data follow as a table.");
      expect(part).toMatch(/<tbody><tr><th scope="row">/);
    }
  });

  it("asks for nothing from outside; only citations are links", () => {
    const markup = page.replace(/<script>[\s\S]*?<\/script>/g, "");
    expect(markup).not.toMatch(/<(link|img|iframe|object|embed|base)\b/i);
    expect(markup).not.toMatch(/\ssrc=|url\(|@import/i);
    const targets = [...markup.matchAll(/href="([^"]*)"/g)].map(([, target]) => target!);
    expect(targets.filter((target) => !/^(#|https:\/\/doi\.org\/10\.)/.test(target))).toEqual([]);
    expect(page.includes("default-src &#39;none&#39;")).toBe(true);
  });

  it("lets no text of the files become markup", () => {
    const evil = `</script><script>alert(1)</script><img src=x onerror="alert(2)">'`;
    const rename = (text: string): string => (text === "control" ? "control" : text);
    const attacked: Summary = {
      ...summary,
      title: evil,
      description: evil,
      command: evil,
      warnings: [evil],
      specification: { note: evil },
      groups: summary.groups.map((group) => ({ ...group, id: rename(group.id), label: evil, description: evil })),
      people: summary.people.map((sample) => ({ ...sample, label: evil, citation: evil, note: evil })),
      agents: summary.agents.map((agent) => ({ ...agent, label: evil, description: evil })),
      signals: summary.signals.map((signal) => ({ ...signal, label: evil, areaLabel: evil })),
      expectations: summary.expectations.map((item) => ({ ...item, statement: evil, source: evil })),
      measures: summary.measures.map((measure) => ({ ...measure, label: evil, doc: evil })),
    };
    const document = renderReport(attacked, { script });
    expect(document).not.toContain("<img");
    expect(document).not.toContain("alert(1)</script>");
    expect(document.match(/<script/g)?.length).toBe(page.match(/<script/g)?.length);
    const data = /id="report-data">([\s\S]*?)<\/script>/.exec(document)?.[1] ?? "";
    expect(JSON.stringify(JSON.parse(data))).toContain("onerror");
  });

  it("shows people first, then groups, then agents in the table of key numbers", () => {
    const table = /<table class="key">[\s\S]*?<\/table>/.exec(page)?.[0] ?? "";
    const names = [...table.matchAll(/<\/span>([^<]*)<\/th>/g)].map(([, name]) => name!.toLowerCase());
    const expected = [...summary.people, ...summary.groups, ...summary.agents].map(({ label }) => label.toLowerCase());
    expect(names).toEqual(expected);
  });

  it("shows omissions, reaction times, and how many subjects a measure is of", () => {
    const [control, ...others] = summary.groups;
    const accuracy = control!.measures.accuracy!;
    const values = accuracy.values.map((value, subject) => (subject < 2 ? null : value));
    const some = { ...control!, measures: { ...control!.measures, accuracy: { ...accuracy, values } } };
    const table = (document: string): string => /<table class="key">[\s\S]*?<\/table>/.exec(document)?.[0] ?? "";
    expect(textOf(table(page))).toMatch(/Omissions Reaction time/);
    expect(table(page)).not.toContain("n = ");
    expect(table(renderReport({ ...summary, groups: [some, ...others] }, { script }))).toContain(
      "<small>n = 6</small>",
    );
  });

  it("says that people took no drug wherever they stand behind a block", () => {
    for (const id of ["reversal-groups", "acquisition", "around", "former"]) {
      expect(figure(page, id)).toContain("No drug was given to these people");
    }
  });

  it("does not say so of people of whom it is not known", () => {
    const people = summary.people.map(({ drugFree: _, ...sample }) => sample);
    const unknown = textOf(renderReport({ ...summary, people }, { script }));
    expect(unknown).not.toMatch(/No drug was given|took no drug|without any drug|\(no drug\)/);
    expect(unknown).toContain("None of these people was under a block of this experiment");
  });

  it("says that people did the same task only of those who did", () => {
    const reportOf = (task: string): string => {
      const people = summary.people.map((sample) => ({ ...sample, task }));
      return textOf(renderReport({ ...summary, people }, { script }));
    };
    expect(textOf(page)).toContain("12 attentive people who did the same task without any drug");
    expect(reportOf("other-v1")).toContain("12 attentive people who did another task (other-v1)");
    const people = summary.people.map(({ task: _, ...sample }) => sample);
    expect(textOf(renderReport({ ...summary, people }, { script }))).not.toContain("who did");
  });

  it("gives every meaning of an abbreviation", () => {
    const [projection] = summary.plasticity!.projections;
    const plasticity = {
      ...summary.plasticity!,
      projections: [{ ...projection!, label: "SCx → M1", targetArea: "motorCortex" }],
    };
    const signal = { ...summary.signals[0]!, kind: "occupancy" as const, label: "OFC M1", receptor: "muscarinicM1" };
    const signals = [{ ...signal, area: "orbitofrontalCortex", areaLabel: "OFC" }];
    const document = renderReport({ ...summary, signals, traces: [], plasticity }, { script });
    expect(textOf(document)).toContain("M1 muscarinic M1 receptor; in projections, neurons of the motor cortex");
  });

  it("draws the circuit with every projection of the model, the plastic ones by their change", () => {
    const [first, second] = summary.plasticity!.projections;
    const circuit = {
      areas: [...new Set([first!.sourceArea, first!.targetArea, "thalamus"])].map((name) => ({ name, label: name })),
      projections: [
        { name: first!.name, sourceArea: first!.sourceArea, targetArea: first!.targetArea, plastic: true },
        { name: "relay", sourceArea: first!.targetArea, targetArea: "thalamus", plastic: false },
      ],
    };
    const found = figure(renderReport({ ...summary, model: { ...summary.model, circuit } }, { script }), "circuit");
    expect(found).toContain("joined by 2 connections, 1 of them plastic.");
    expect(textOf(found)).toMatch(new RegExp(`${first!.targetArea} thalamus –`));
    expect(textOf(found)).not.toContain(second!.label);
    expect(figure(page, "circuit")).toContain("In control, synapses change most from");
  });

  it("numbers its figures in order", () => {
    const numbers = [...page.matchAll(/<span class="number">Figure (\d+)</g)].map(([, number]) => Number(number));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});

describe("sentences", () => {
  it("come from the data", () => {
    const mean = (group: Summary["groups"][number] | Summary["people"][number]): string => {
      const late = group.reversalCurve!.mean.slice(6, 15);
      return `${Math.round((100 * late.reduce((sum, value) => sum + value, 0)) / late.length)}\u202f%`;
    };
    const found = figure(page, "reversal");
    expect(found).toContain(`${mean(summary.groups[0]!)} of trials 7–15 after a reversal`);
    expect(found).toContain(`and ${mean(summary.people[0]!)}`);
    const [control, ...others] = summary.groups;
    const flat = { ...control!.reversalCurve!, mean: control!.reversalCurve!.mean.map(() => 0.123) };
    const changed = renderReport({ ...summary, groups: [{ ...control!, reversalCurve: flat }, ...others] }, { script });
    expect(figure(changed, "reversal")).toContain("12\u202f% of trials 7–15 after a reversal");
  });

  it("say when a simple agent comes as near to people as the brain", () => {
    const near = textOf(renderReport(withDistance("q-learner", 0), { script }));
    expect(near).toContain("A simple agent comes as near to 12 attentive people as control does on 5 of 5 statistics");
    expect(near).toContain("One-rate Q-learner is as near as control on every statistic.");
  });

  it("report an agent that was fitted to the people apart from the simple ones", () => {
    const fitted: Summary = {
      ...withDistance("q-learner", 0),
      agents: summary.agents.map((agent) => (agent.id === "q-learner" ? { ...agent, fitted: true } : agent)),
    };
    const text = textOf(renderReport(fitted, { script }));
    expect(text).toContain(
      "since its parameters were fitted to real people; it is as near as control or nearer on 5 of 5.",
    );
    expect(text).not.toContain("is as near as control on every statistic");
  });

  it("call the group that the others are compared with by its own name", () => {
    const [control, ...others] = summary.groups;
    const text = textOf(
      renderReport({ ...summary, groups: [{ ...control!, label: "Vehicle" }, ...others] }, { script }),
    );
    expect(text).toContain("How vehicle subjects and people recover from a reversal");
    expect(text.match(/[^.]*\bcontrol\b[^.]*\./gi) ?? []).toEqual([]);
    const named = renderReport(
      { ...summary, groups: [{ ...control!, label: "Healthy subjects" }, ...others] },
      { script },
    );
    expect(textOf(named)).toContain("How Healthy subjects and people recover from a reversal");
    expect(textOf(named)).not.toMatch(/subjects subjects (?:and|choose|recover|respond|still)/u);
  });

  it("say in which groups many choices are missing", () => {
    const groups = summary.groups.map((group, place) => {
      const omissions = { ...group.measures.omissions!, mean: place === 1 ? 0.21 : 0 };
      return { ...group, measures: { ...group.measures, omissions } };
    });
    const text = textOf(renderReport({ ...summary, groups }, { script }));
    expect(text).toContain("No choice is made in dopamine block on 21 % of trials (control 0 %)");
    expect(textOf(page)).not.toContain("No choice is made");
  });

  it("say what was done to a group: doses with their trials, another subject's release, parameters", () => {
    const [control, ...others] = summary.groups;
    const dose = { receptor: "dopamineD1", label: "D1", dose: 3, trials: [1, 40] as const };
    const changed = {
      ...control!,
      doses: [dose],
      manipulations: ["80 % of the cells of OFC lost"],
      yoked: ["serotonin"],
      parameters: { rate: "2 1/s" },
    };
    const text = textOf(renderReport({ ...summary, groups: [changed, ...others] }, { script }));
    expect(text).toContain(
      "Blocked: D1 at 3 × the inhibition constant, 75 % of the receptors, on trials 1–40. " +
        "Done: 80 % of the cells of OFC lost. " +
        "Released as in another subject: serotonin. Parameters set for this group: rate = 2 1/s.",
    );
    expect(text).toContain("The experiment file sets parameters of the model in control.");
    expect(textOf(page)).toContain("The experiment file sets no parameter of the model for one group alone.");
  });

  it("say where the model's values come from, and which were changed for all groups", () => {
    const shares = "Of the model’s 76 parameters 14 are measured, 9 derived, 31 fitted and 22 chosen.";
    expect(textOf(page)).toContain(shares);
    const model = { ...summary.model, changed: { learningRate: "2 1/s" } };
    const text = textOf(renderReport({ ...summary, model }, { script }));
    expect(text).toContain(`${shares} Changed from the model’s own values in all groups: learningRate = 2 1/s.`);
    expect(textOf(page)).not.toContain("Changed from the model’s own values");
  });

  it("tell a change where none was expected from an effect the other way", () => {
    const judged = (direction: "unchanged" | "lower"): string => {
      const expectations = summary.expectations.map((item) => ({
        ...item,
        direction,
        verdict: "contradicted" as const,
      }));
      return textOf(renderReport({ ...summary, expectations }, { script }));
    };
    expect(judged("unchanged")).toContain("0 came out, 4 changed where no change was expected and 0 stayed open");
    expect(judged("lower")).toContain("0 came out, 4 came out the other way and 0 stayed open");
  });

  it("say of an expectation without an interval why it is open", () => {
    const judged = (subjects: number): string => {
      const effects = summary.effects.map((effect) => ({ ...effect, subjects, dz: null, low: null, high: null }));
      const expectations = summary.expectations.map((item) => ({ ...item, verdict: "unclear" as const }));
      return textOf(renderReport({ ...summary, effects, expectations }, { script }));
    };
    expect(judged(4)).toContain("open: fewer than 5 subjects");
    expect(judged(8)).toContain("open: the same in all subjects");
  });

  it("say how many intervals without 0 chance alone would give", () => {
    expect(figure(page, "effects")).toContain("of 32 effects have an interval without 0 (without any effect about 1.6");
  });

  it("say on which trials of the first block the intervals of control and people are apart", () => {
    const [control, ...others] = summary.groups;
    const curve = control!.acquisitionCurve!;
    const high = curve.high.map((value, place) => (place < 3 ? 0.01 : value));
    const apart = { ...control!, acquisitionCurve: { ...curve, high } };
    const changed = renderReport({ ...summary, groups: [apart, ...others] }, { script });
    expect(figure(changed, "acquisition")).toContain("their intervals are apart (trials 1, 2, 3)");
  });

  it("say when none does", () => {
    const far = textOf(renderReport(withDistance("control", 0), { script }));
    expect(far).toContain(
      "No simple agent comes as near to 12 attentive people as control does on any of 5 statistics.",
    );
  });

  it("say on what control is farther from people than people are from one another", () => {
    const text = textOf(renderReport(withDistance("control", 1), { script }));
    expect(text).toContain("control is farther from people than people are from one another on mean accuracy");
    expect(text).toContain("Control is within the noise ceiling on 0 of 5 statistics");
  });
});

describe("a report of real behaviour alone", () => {
  const [reference, sample] = summary.people;
  const comparison = { ...summary.comparisons[0]!, group: "mine" };
  const alone: Summary = {
    ...summary,
    title: "Behaviour: mine.csv",
    description: "Compared with people.",
    control: "",
    groups: [],
    people: [reference!, { ...sample!, id: "mine", label: "mine.csv" }],
    agents: [],
    comparisons: [comparison],
    effects: [],
    expectations: [],
    signals: [],
    traces: [],
    plasticity: null,
    attribution: [],
  };
  const document = renderReport(alone, { script });

  it("gives the verdict first and compares the curves", () => {
    const text = textOf(document);
    expect(text).toContain(
      `mine.csv ${comparison.distinguishable ? "can" : "cannot"} be told apart from 12 attentive people.`,
    );
    expect(figure(document, "reversal")).toContain("The people of mine.csv choose the new best option");
    expect(figure(document, "distances")).toContain("mine.csv");
  });

  it("tells how the file was read, without calling it a warning", () => {
    const notes = ["choice: counted from 1, recoded."];
    const text = textOf(renderReport({ ...alone, warnings: [], notes }, { script }));
    expect(text).toContain("There are no warnings. How the file was read: choice: counted from 1, recoded.");
    expect(text).not.toMatch(/\d warnings?/);
  });

  it("speaks of no virtual subjects, drugs or models", () => {
    expect(textOf(document)).not.toMatch(/virtual|drug was given|parameters|synapses/i);
  });
});

describe("a report of responses to cues", () => {
  /** Six subjects, three presentations of each of two cues, the first one rewarded. */
  const responding = (id: string, strength: number): Summary["groups"][number] => {
    const rows = Array.from({ length: 36 }, (_, row) => row);
    const table = {
      subject: Float64Array.from(rows, (row) => Math.floor(row / 6)),
      choice: new Float64Array(36).fill(Number.NaN),
      outcome: Float64Array.from(rows, (row) => 1 - (row % 2)),
      cue: Float64Array.from(rows, (row) => row % 2),
      response: Float64Array.from(rows, (row) => (row % 2 === 0 ? 0.2 + 0.02 * row : 0.1) * strength),
    };
    return { ...groupFromTable(table, { id, label: id, kind: "virtual" }), description: "", doses: [] };
  };
  const [control, block] = [responding("control", 1), responding("block", 0.5)];
  const document = renderReport(
    {
      ...summary,
      task: { ...summary.task, title: "Cues", blockLength: null, optionLabels: ["tone", "light"] },
      people: [],
      agents: [],
      comparisons: [],
      expectations: [],
      attribution: [],
      measures: measureDescriptions,
      groups: [control, block],
      effects: measureDescriptions.flatMap(({ name }) =>
        control.measures[name] ? [pairedEffect(block, control, name)] : [],
      ),
    },
    { script },
  );
  const text = textOf(document);

  it("shows each cue's curve with a sentence, and the measures in tables", () => {
    expect(figure(document, "responses")).toContain(
      "tone (rewarded) 0.5 and 0.58; light (never rewarded) 0.1 and 0.1.",
    );
    expect(text).toContain("Effect on conditioned response, d");
    expect(text).toMatch(/In conditioned response, 1 of 1 group differs from control .* lower by/);
    expect(figure(document, "distributions")).toContain("Discrimination");
    expect(text).toContain("Conditioned response (CS+, CS−)");
  });

  it("speaks of no choices", () => {
    expect(figure(document, "subject-curves")).toBe("");
    expect(text).not.toMatch(/best option|Omissions|after a reversal|NaN/);
  });
});

describe("a report of less", () => {
  const noCurves = {
    reversalCurve: null,
    acquisitionCurve: null,
    formerCurve: null,
    aroundReversal: null,
    sessionCurve: null,
    subjectCurves: [],
  };
  const alone = { people: [], agents: [], comparisons: [], effects: [], expectations: [] };
  const cases: Readonly<Record<string, Summary>> = {
    "no plasticity and no attribution": { ...summary, plasticity: null, attribution: [] },
    "no signals": { ...summary, signals: [], traces: [] },
    "no people and no agents": { ...summary, people: [], agents: [], comparisons: [] },
    "one group": { ...summary, ...alone, groups: summary.groups.slice(0, 1), attribution: [] },
    "no curves": {
      ...summary,
      comparisons: [],
      groups: summary.groups.map((group) => ({ ...group, ...noCurves })),
      people: summary.people.map((group) => ({ ...group, ...noCurves })),
      agents: summary.agents.map((group) => ({ ...group, ...noCurves })),
    },
    "one subject": inventedSummary(1, [1, 1]),
    "no phases and no blocks": {
      ...summary,
      task: { ...summary.task, phases: [], blockLength: null, optionLabels: [] },
    },
    "effects that do not vary": {
      ...summary,
      effects: summary.effects.map((effect) => ({ ...effect, difference: 0, dz: null, low: null, high: null })),
    },
    "missing values": {
      ...summary,
      groups: summary.groups.map((group) => ({
        ...group,
        measures: {},
        subjectCurves: group.subjectCurves.map((curve) => curve.map(() => null)),
      })),
    },
  };

  it.each(Object.entries(cases))("is whole with %s", (_, reduced) => {
    const document = renderReport(JSON.parse(JSON.stringify(reduced)) as Summary, { script });
    const text = textOf(document);
    expect(text).not.toMatch(/\b(NaN|undefined|null|Infinity|\[object)\b/);
    for (const part of figuresOf(document)) expect(part).toMatch(/<tbody><tr>/);
    expect(document.endsWith("</html>\n")).toBe(true);
  });
});
