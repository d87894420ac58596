import { agrees, type Effect } from "./effect.ts";
import type { Places } from "./fitted.ts";
import { learningStudies } from "./learning.ts";
import { pharmacologyFits } from "./pharmacology.ts";
import type { Study } from "./study.ts";
import { timeStudies } from "./times.ts";
import { twoStepStudies } from "./twoStep.ts";

/** Every study of the table, in its order. */
export const studies: readonly Study[] = [...learningStudies, ...twoStepStudies, ...timeStudies, ...pharmacologyFits];

/** How many lines of the page agree, counted in its tables. */
export function summary(page: string): string {
  const count = (text: string) => page.split(text).length - 1;
  const [yes, no] = [count("| yes |\n"), count("| **no** |\n")];
  return `Of ${yes + no} lines ${yes} agree; the other ${no} are explained [below](#what-does-not-come-out-and-why).\n`;
}

/** The section of one study: its commands, and a line for each effect. */
export async function section(study: Study, places: Places): Promise<string> {
  const effects = await study.effects(places);
  return `## ${study.id}
${study.title}; ${study.people} ${study.id === "ang2021" ? "mice" : "people"}; ${study.bundled ? "bundled" : "read from the folder of the data"}.

\`\`\`sh
${study.commands.join("\n")}
\`\`\`

| effect | known from the data | fit | agrees |
|---|---|---|---|
${effects.map(row).join("\n")}
`;
}

function row(effect: Effect): string {
  const { value, low, high } = effect.ours;
  const ours =
    low === value && high === value ? number(value, 0) : `${number(value)} [${number(low)}, ${number(high)}]`;
  return `| ${effect.effect} | ${effect.known} | ${ours} | ${agrees(effect) ? "yes" : "**no**"} |`;
}

function number(value: number, digits = Math.abs(value) >= 10 ? 1 : Math.abs(value) >= 1 ? 2 : 3): string {
  return value.toFixed(digits).replace("-", "−");
}
