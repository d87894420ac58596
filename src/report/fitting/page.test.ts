import { describe, expect, it } from "vitest";
import type { FitSummary } from "../../fitting/fitSummary.ts";
import { renderChecksPage } from "./checksPage.ts";
import { renderFitReport } from "./fitPage.ts";
import { checksOfExample, fitOfExample } from "./fixtures/fit.ts";

const options = { script: "" };
const page = renderFitReport(fitOfExample, options);
const text = (html: string) =>
  html
    .replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]+>/g, "")
    .replace(/\s+/g, " ");
const [model] = fitOfExample.models;

/** The example by empirical Bayes or person by person, with one model and no checks. */
function plain(changes: Partial<FitSummary>, own: Partial<FitSummary["models"][number]> = {}): string {
  const none = { recovery: null, calibration: null, predictive: [], power: null };
  const models = [{ ...model!, sampling: null, leaveOneOut: null, widelyApplicable: null, ...own }];
  return text(renderFitReport({ ...fitOfExample, comparison: null, checks: none, models, ...changes }, options));
}

describe("the report of a fit", () => {
  it("says how the data were understood and what of them does not count", () => {
    expect(text(page)).toContain("choicechosen optionkey1 and 2 became 0 and 1");
    expect(text(page)).toContain("1 row: text in a column of numbers (line 17)");
    expect(text(page)).toContain("276 rows passed over: no choice (omission)");
    expect(text(page)).toContain("Subject s99 is not in the fit: one trial");
    const data = { ...fitOfExample.data, dropped: [], droppedSubjects: [], missing: [] };
    expect(plain({ data })).toContain("Nothing: every row and everybody counts.");
  });

  it("does not call a small difference between models clear", () => {
    expect(text(page)).toContain("4.2 ± 3.1 before Q-learning that forgets");
    expect(text(page)).toContain("the difference is too small to lean on");
    const ranking = fitOfExample.comparison!.ranking.map((one, place) =>
      place === 1 ? { ...one, difference: 40 } : one,
    );
    const clear = renderFitReport({ ...fitOfExample, comparison: { ...fitOfExample.comparison!, ranking } }, options);
    expect(text(clear)).not.toContain("too small to lean on");
    expect(text(clear)).toContain("12.9 standard errors: clearly better");
    expect(text(page)).toMatch(/1\.35 standard errors\. Undecided/);
    // A protected exceedance probability of 90 % does not decide which model people follow.
    expect(text(page)).toMatch(/most frequent is undecided: an estimated 70\s% of the people follow Q-learning/);
    expect(text(page)).toMatch(
      /each model’s group learned from those who follow it.*Q-learning that forgets\D*20\s%/su,
    );
  });

  it("puts the best of several models first and folds details away", () => {
    const [first, second] = fitOfExample.comparison!.ranking;
    const ranking = [
      { ...second!, difference: 0 },
      { ...first!, difference: 4.2, differenceError: 3.1 },
    ];
    const turned = renderFitReport({ ...fitOfExample, comparison: { ...fitOfExample.comparison!, ranking } }, options);
    const places = ["model-q-learning-forgetting", "model-q-learning"].map((id) =>
      turned.indexOf(`<section id="${id}"`),
    );
    expect(places[0]).toBeGreaterThan(0);
    expect(places[0]).toBeLessThan(places[1]!);
    // Two models of three folds each; of the checks one model's prediction is not folded.
    expect(turned.match(/<details class="fold"/gu)).toHaveLength(6);
    expect(turned.match(/<details class="fold" data-fold open><summary><h3>The group/gu)).toHaveLength(1);
    expect(plain({})).toContain("The group");
  });

  it("shows what the design moves as a figure, and sources with authors and DOI", () => {
    expect(text(page)).toContain("What the design moves");
    expect(text(page)).toContain("drug: learningRate.");
    expect(page).toContain(
      'After <a href="https://doi.org/10.1007/BF00992698" rel="noreferrer">Watkins and Dayan (1992)</a>',
    );
    expect(text(page)).toContain("Watkins and Dayan (1992). Q-learning. Machine Learning, doi:10.1007/BF00992698");
    expect(plain({ sources: {} })).toContain("After watkins1992.");
  });

  it("says which trials count as not to be trusted, and why ArviZ counts more", () => {
    expect(text(page)).toMatch(
      /\(variance above 1\.0·10⁻⁴\) count as not to be trusted.*ArviZ goes by k alone and so counts more/,
    );
  });

  it("says with a word, not only with a colour, how the chains did", () => {
    const sampling = { ...model!.sampling!, divergences: 0, warnings: [] };
    expect(plain({}, { sampling })).toContain("The draws are sound.");
    expect(text(page)).toContain("The draws are with care.");
    const apart = {
      ...sampling,
      largestScaleReduction: 1.4,
      warnings: ["the chains disagree about everything: draw more"],
    };
    expect(plain({}, { sampling: apart })).toContain("The draws are not to be used.");
    expect(plain({}, { sampling: apart })).toContain("The chains disagree about everything: draw more.");
  });

  it("says before all estimates that a fit of the group did not come to rest", () => {
    const warnings = ["the fit did not come to rest in 50 iterations; allow more", "another"];
    const restless = plain({ method: "hierarchical" }, { warnings });
    const said = restless.indexOf(
      "Fit: with care – the fit did not come to rest in 50 iterations; allow more (and 1 more",
    );
    expect(said).toBeGreaterThan(0);
    expect(said).toBeLessThan(restless.indexOf("the middle person:"));
    expect(plain({ method: "hierarchical" })).not.toContain("with care");
  });

  it("says first that guessing describes the responses better", () => {
    const warnings = ["worse than guessing (log likelihood -90.0, guessing -80.0)", "another"];
    const worse = plain({ method: "map" }, { isWorseThanGuessing: true, warnings });
    expect(worse).toMatch(/In brief\s*Fit: not to be used – worse than guessing \(log likelihood -90\.0/u);
  });

  it("says that intervals over many orders of magnitude determine nothing", () => {
    const vague = { value: 2, lower: 1e-9, upper: 4e5 };
    const group = model!.group.map((one) =>
      one.name === "inverseTemperature" || one.kind === "spread" ? { ...one, estimate: vague } : one,
    );
    const people = model!.people.map((person, at) =>
      at === 0 ? { ...person, estimates: [person.estimates[0]!, vague] } : person,
    );
    const found = plain({}, { group, people });
    expect(found).toContain("inverseTemperature 2 (not determined)");
    expect(found).toContain("learningRate2 (not determined)");
    expect(found).toContain("1 without an interval; 1 of 24 intervals not determined");
    expect(found).not.toMatch(/400\s000/);
    const closed = model!.group.map((one) => ({ ...one, estimate: { value: 0.01, lower: 1e-9, upper: 0.1 } }));
    expect(plain({}, { group: closed.filter(({ name }) => name === "learningRate").slice(0, 1) })).not.toContain(
      "determined",
    );
  });

  it("names people with warnings, and says so where there are none", () => {
    expect(text(page)).toContain("s6 (195 trials): inverseTemperature is at the upper end of its range");
    const people = model!.people.map((person) => ({ ...person, warnings: [] }));
    expect(plain({}, { people })).toContain("None: all fits came to a peak inside the ranges.");
  });

  it("sends readers to a recovery that was not made", () => {
    expect(plain({})).toContain("npx neohebb fit --recover --model q-learning --subjects 24 --trials 189");
    const sessions = model!.people.flatMap((person) => [person, { ...person, record: "session=2" }]);
    expect(plain({}, { people: sessions })).toContain("--subjects 48 --trials 189");
    expect(text(page)).not.toContain("was not tried here");
  });

  it("is whole person by person, without group, chains and comparison", () => {
    const people = model!.people.map((person) => ({ ...person, alone: null, leaveOneOut: null }));
    const totals = { logLikelihood: -2300, aic: 4696, bic: 4900 };
    const map = plain({ method: "map", resultHash: null, seconds: null, command: null }, { group: [], people, totals });
    expect(map).toContain("Fitted each person alone, maximum a posteriori");
    expect(map).toContain("Log likelihood −2 300; AIC 4 696; BIC 4 900.");
    expect(map).not.toMatch(/undefined|NaN|null/);
  });

  it("names the models that it compares below the title", () => {
    expect(page).toContain("<h1>2 models compared</h1>");
    expect(page).toContain('<p class="lead">Q-learning and Q-learning that forgets</p>');
    expect(plain({})).not.toContain("models compared");
  });

  it("says what the group makes of people, narrower or wider, and nothing without a group", () => {
    expect(plain({})).toContain("alone: learningRate 33 % narrower (r");
    const people = model!.people.map((person) => ({
      ...person,
      alone: person.estimates.map(({ value }) => 0.8 * value!),
    }));
    expect(plain({}, { people })).toMatch(/alone: learningRate 25\s% wider \(r 1\.00\)/);
    expect(plain({ method: "map" }, { group: [] })).not.toContain("alone and with the group");
  });

  it("says what effects come to on the parameters' own scale", () => {
    expect(text(page)).toContain("learningRate:drug 0.5 (0.3 to 0.7), which is from 0.31 to 0.41");
    expect(text(page)).toContain("learningRate:drug0.310.410.1 (0.06 to 0.14)");
  });

  it("calls records what a person has several of", () => {
    const people = model!.people.flatMap((person) => [
      { ...person, record: "drug=off" },
      { ...person, record: "drug=on" },
    ]);
    const found = plain({}, { people });
    expect(found).toContain("Medians over 48 records (of 24 people)");
    expect(found).toContain("Records to look at2 records of 48 have a warning.");
    expect(found).toContain("1 person of 24 has a warning.");
  });

  it("draws many people as distributions only", () => {
    const people = Array.from({ length: 60 }, (_, at) => model!.people[at % 24]!);
    expect(plain({}, { people })).not.toContain("Learning rate: everybody");
    expect(text(page)).toContain("Learning rate: everybody");
  });

  it("lets no text of files become markup", () => {
    const data = { ...fitOfExample.data, source: "<img src=x>", notes: ["<b>bold</b>"] };
    const hostile = renderFitReport({ ...fitOfExample, title: "<script>alert(1)</script>", data }, options);
    expect(hostile).not.toContain("<img src=x>");
    expect(hostile).not.toContain("<script>alert(1)");
    expect(hostile).not.toContain("<b>bold</b>");
  });
});

describe("the page of checks", () => {
  const report = {
    version: "0.0.0",
    title: "Q-learning",
    command: "npx neohebb fit --recover",
    checks: checksOfExample,
  };

  it("says what is poor, or that nothing is", () => {
    const doubtful = text(
      renderChecksPage({ ...report, doubts: ["q-learning: inverseTemperature can't be read"] }, options),
    );
    expect(doubtful).toContain("inverseTemperature can't be read".replace("'", "&#39;"));
    expect(text(renderChecksPage({ ...report, doubts: [] }, options))).toContain("Nothing speaks against these models");
    const shown = { ...checksOfExample, recovery: null, calibration: null, power: null };
    const unjudged = text(renderChecksPage({ ...report, checks: shown, doubts: [] }, options));
    expect(unjudged).toContain("shown below, not judged");
    expect(unjudged).not.toContain("Nothing speaks");
  });

  it("speaks of one statistic in the singular", () => {
    const [check] = checksOfExample.predictive;
    const shown = (at: number) => {
      const predictive = [{ ...check!, statistics: [check!.statistics[at]!] }];
      return text(renderChecksPage({ ...report, checks: { ...checksOfExample, predictive }, doubts: [] }, options));
    };
    expect(shown(0)).toContain("The one statistic of the data lies within 95 % of 50 simulations.");
    expect(shown(1)).toContain("The one statistic of the data lies outside of 95 % of 50 simulations: Lose-shift");
  });

  it("does not call a model calibrated on few data sets", () => {
    const calibration = (changes: object) => ({
      models: checksOfExample.calibration!.models.map((one) => ({ ...one, ...changes })),
    });
    const shown = (changes: object) => {
      const checks = { ...checksOfExample, calibration: calibration(changes) };
      return text(renderChecksPage({ ...report, checks, doubts: [] }, options));
    };
    for (const few of [{ simulations: 99 }, { simulations: 120, bins: 8 }]) {
      expect(shown(few)).toContain("too few data sets to judge");
      expect(shown(few)).not.toContain("passes");
    }
    expect(shown({ simulations: 99, passes: false })).toContain("fails");
    expect(shown({})).toContain("passes");
  });

  it("shows recovery, confusion, calibration, predictions and power", () => {
    const all = text(renderChecksPage({ ...report, doubts: [] }, options));
    for (const part of [
      "poor",
      "Found again: q-learning 97",
      "passes",
      "1 of 2 statistics of the data lies outside",
      "80 people and 100 trials are the least",
    ])
      expect(all).toContain(part);
  });
});
