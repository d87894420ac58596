import { likelihoodRows } from "./likelihoods.ts";
import { posteriorRows } from "./posteriors.ts";
import { accuracyRows, convergenceRows, peakRows, selectionRows } from "./statistics.ts";

/** `docs/fitting-agreement.md`. */
export function agreementPage(root: string): string {
  const statistics = [...convergenceRows(root), ...accuracyRows(root), ...selectionRows(root), ...peakRows(root)];
  return `# Agreement with other programs
Largest differences between this program and independent ones on the same data and draws; made by \`node tools/fittingAgreement.mjs\`. Tests hold the bounds: likelihoods 10⁻⁸, statistics of chains and leave-one-out 10⁻⁹, model selection 10⁻⁴, peaks 10⁻⁵ (unbounded scale), posteriors 4.5 Monte Carlo errors.

\`\`\`sh
npx vitest run test/fitting/references.test.ts src/fitting/inference src/fitting/comparison src/fitting/model/firstPassage.test.ts
\`\`\`

Differences are relative to the reference where that is above 1 in size, else absolute.

## Statistics
| quantity | reference | of | largest difference |
|---|---|---|---|
${statistics.join("\n")}

The chains, draws, evidences and people are made by \`tools/fitting/diagnostics.py\`, \`modelSelection.py\` and \`inference.py\` with what the references say of them. Model selection is written once more by other algorithms (a general optimiser for the free energy, adaptive quadrature for exceedance), whose own tolerance is what the differences show; so it is with SciPy's peaks.

## Posteriors by NUTS
Groups by this program's sampler (2 chains of 1,000 draws) beside NumPyro's: the largest difference of all means, and of all standard deviations, in Monte Carlo errors of the difference (NumPyro's own share of that of a standard deviation is taken as that of the mean). The largest of forty normal numbers is about 2.2 and above 3.2 in one case of twenty; with another seed and 3 × 3,000 draws the means differ by 1.7, 1.9 and 3.1 at most.

| model | quantities | means | standard deviations |
|---|---|---|---|
${posteriorRows(root).join("\n")}

\`crossover\` has a condition within people; \`learning\` and \`discounting\` are two parameters of people and a group. Calibration (ranks of true values in posteriors of simulated data) of bundled models: [behavioural-workflow.md](behavioural-workflow.md#calibration-of-bundled-models).

## Likelihoods
The logarithm of each trial's probability beside a second implementation from the papers' equations, or a published program, on made-up data with omissions, sessions and missing columns, at three sets of parameters. The interpreter is compared; the WebAssembly kernel has the interpreter's bits (\`src/fitting/kernel/library.test.ts\`).

| model | reference | trials | largest difference |
|---|---|---|---|
${likelihoodRows(root).join("\n")}

How the references are made: [\`test/fitting/references\`](../test/fitting/references). First-passage densities are held against series in 120 digits for small and large times besides (\`src/fitting/model/firstPassage.test.ts\`).
`;
}
