import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { makeTask, taskKinds } from "../src/tasks/index.ts";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs", "published-tasks.md"), "utf8");
const general = readFileSync(join(root, "docs", "tasks.md"), "utf8");

/** Rows of the table of effects: effect, tasks, forms. */
const effects = page
  .slice(page.indexOf("## Effects and their tasks"))
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => {
    const names = (cell: string) => [...cell.matchAll(/`([^`]+)`/gu)].map((match) => match[1]!);
    const [, effect = "", tasks = "", forms = ""] = line.split("|");
    return { effect: names(effect)[0]!, tasks: names(tasks), forms: names(forms), cells: tasks.includes("pairing") };
  });

/** Ids of the effects in a file of the scoreboard. */
function idsOf(file: string): string[] {
  const data: unknown = JSON.parse(readFileSync(join(root, "src", "phenomena", file), "utf8"));
  const list = Array.isArray(data) ? data : (data as { phenomena: unknown[] }).phenomena;
  return list.map((one) => (one as { id: string }).id);
}

describe("the page of published tasks", () => {
  it("names every task, with all its columns and published forms", () => {
    for (const kind of taskKinds) {
      const text = general.includes(`| \`${kind.id}\``) && !page.includes(`| \`${kind.id}\``) ? general : page;
      expect(text, kind.id).toContain(`| \`${kind.id}\``);
      for (const [form, { doc }] of Object.entries(kind.presets ?? {})) {
        expect(page, `${kind.id} ${form}`).toContain(`| \`${form}\` | ${doc} |`);
      }
      for (const { name } of kind.make().description.columns) {
        const numbered = /\d$/u.test(name) ? name.replace(/\d$/u, "0") : name;
        const known = [name, numbered].some((one) => page.includes(`\`${one}\``) || general.includes(`\`${one}\``));
        expect(known, `${kind.id} ${name}`).toBe(true);
      }
    }
  });

  it("has a task or a pairing protocol for every effect of the scoreboard, and only forms that there are", () => {
    expect(effects.map(({ effect }) => effect).sort()).toEqual(
      [...idsOf("phenomena.json"), ...idsOf("conditioningParadigms.json")].sort(),
    );
    for (const { effect, tasks, forms, cells } of effects) {
      expect(cells || tasks.length > 0, effect).toBe(true);
      const kinds = tasks.map((id) => taskKinds.find((kind) => kind.id === id));
      expect(kinds.every(Boolean), `${effect}: ${tasks}`).toBe(true);
      const known = kinds.flatMap((kind) => Object.keys(kind!.presets ?? {}));
      expect(
        forms.filter((form) => !known.includes(form)),
        effect,
      ).toEqual([]);
    }
  });

  it("shows schedules that can be run as they stand", () => {
    const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/gu)].map(
      (match) => parse(match[1]!) as { task: TaskEntry },
    );
    expect(blocks.length).toBe(3);
    for (const { task } of blocks) expect(makeTask(task.id, task.options, task.schedule).description.id).toBe(task.id);
  });
});

interface TaskEntry {
  readonly id: string;
  readonly options?: Record<string, number>;
  readonly schedule?: unknown;
}

describe("tasks", () => {
  it("cite only what the bibliography has", () => {
    const bibliography = new Set(
      [...readFileSync(join(root, "references.bib"), "utf8").matchAll(/^@\w+\{(\w+),/gmu)].map((match) => match[1]),
    );
    const cited = taskKinds.flatMap((kind) => kind.make().description.sources);
    expect(cited.filter((key) => !bibliography.has(key))).toEqual([]);
  });

  it("that one effect compares have the same columns, phases and sizes of the world", () => {
    for (const { effect, tasks, forms } of effects) {
      for (const id of tasks) {
        const own = forms.filter((form) =>
          Object.hasOwn(taskKinds.find((kind) => kind.id === id)!.presets ?? {}, form),
        );
        const shapes = own.map((form) => {
          const { columns, phases, world } = makeTask(id, {}, form).description;
          const { places, features, outcomes, contexts, positions } = world;
          return JSON.stringify([
            columns.map(({ name }) => name),
            phases.map(({ name }) => name),
            [places, features.length, outcomes.length, contexts, positions],
          ]);
        });
        if (!differing.includes(effect)) expect(new Set(shapes).size, `${effect}: ${id}`).toBeLessThanOrEqual(1);
      }
    }
  });
});

/** Effects whose forms are experiments of their own, not groups of one. */
const differing: readonly string[] = [
  "5ht-surprise-reversal",
  "id-ed-shift",
  "ripple-suppression",
  "wcst-frontal-perseveration",
];
