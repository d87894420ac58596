import { environments } from "../../src/fitting/environments/index.ts";
import { citation } from "../../src/io/bibliography.ts";
import { bundledBehaviourModels, loadBehaviourModel } from "../../src/io/fitting/behaviourModels.ts";

/** docs/environments.md: every task that behavioural models are simulated in, with its options and columns. */
export function environmentReference(): string {
  const usual = modelsOfEnvironments();
  const sections = environments.map(({ id, title, source, trials, options, columns }) => {
    const optionRows = Object.entries(options).map(([name, { default: value, title: what, range, isWhole }]) => {
      const shown = typeof value === "number" ? `${value}` : `a list: ${value.join(",")}`;
      return `| \`${name}\` | ${what} | ${shown} | ${isWhole ? "whole, " : ""}${range[0]} … ${range[1]} |`;
    });
    return [
      `## ${id}`,
      `${capital(title)}; ${trials} trials. ${citation(source)}`,
      "",
      ...(optionRows.length > 0
        ? ["| option | is | default | range |", "|---|---|---|---|", ...optionRows, ""]
        : ["It has no options.", ""]),
      "| column | is |",
      "|---|---|",
      ...Object.entries(columns).map(([name, what]) => `| \`${name}\` | ${what} |`),
      "",
      `The usual task of: ${(usual.get(id) ?? []).map((name) => `\`${name}\``).join(", ") || "no bundled model"}.`,
    ].join("\n");
  });
  return `${intro}\n${sections.join("\n\n")}\n`;
}

const intro = `# Tasks that behavioural models are simulated in
Made from the code by \`node tools/reference.mjs\`. Checks (\`fit --recover\`, \`--sbc\`, \`--prior-predictive\`, \`--power\`) simulate people in the model's usual task, or in another; a model can be simulated in every task that gives its columns ([behavioural-models.md](behavioural-models.md#tasks-to-simulate-in)).

\`\`\`sh
npx neohebb fit --list environments
npx neohebb fit --recover --model q-learning --environment reversal --trials 300 --set good=0.8 --set bad=0.2
npx neohebb fit --recover --model q-learning --environment bandit --set probabilities=0.2,0.5,0.8
\`\`\`

In a model's file the same is \`environments: {usual: {environment: reversal, trials: 300, options: {good: 0.8, bad: 0.2}}}\`. Lists are \`[0.2, 0.5, 0.8]\` there.
`;

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function modelsOfEnvironments(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const name of bundledBehaviourModels().keys()) {
    const { usual } = loadBehaviourModel(name).definition.environments;
    if (usual) found.set(usual.environment, [...(found.get(usual.environment) ?? []), name]);
  }
  return found;
}
