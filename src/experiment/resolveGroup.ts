import type { LoweredModel, Path } from "../spec/index.ts";
import { resolveDose } from "./groupDoses.ts";
import type { GroupFile } from "./groupFile.ts";
import { isPermanent, resolveManipulation } from "./groupManipulations.ts";
import type { TimedTask } from "./timing.ts";
import { type Treatment, together } from "./treatment.ts";

/** What is done to a group: doses, manipulations, and conditions that take turns over sessions. */
export function resolveTreatment(
  file: Pick<GroupFile, "doses" | "manipulations" | "conditions">,
  model: LoweredModel,
  task: TimedTask,
  path: Path,
): Treatment {
  return together([
    ...(file.doses ?? []).map((dose, index) => resolveDose(dose, model, task, [...path, "doses", index])),
    ...(file.manipulations ?? []).map((manipulation, index) =>
      resolveManipulation(manipulation, model, task, [...path, "manipulations", index]),
    ),
    ...conditionsOf(file, model, task, path),
  ]);
}

/** Conditions take turns: session s of subject i has the condition number (s + i) modulo their number. */
function conditionsOf(
  { conditions = {} }: Pick<GroupFile, "conditions">,
  model: LoweredModel,
  task: TimedTask,
  path: Path,
): Treatment[] {
  const count = Object.keys(conditions).length;
  const sessions = count > 1 && task.met ? task.met().sessions : count;
  const few = `conditions take turns over sessions, of which subjects seem to meet ${sessions}`;
  return Object.entries(conditions).map(([name, condition], of) => {
    const at = [...path, "conditions", name];
    const found = resolveTreatment(condition, model, task, at);
    const lasting = (condition.manipulations ?? []).flatMap((manipulation, index) =>
      isPermanent(manipulation)
        ? [
            {
              path: [...at, "manipulations", index],
              message: "what is lost or inherited cannot take turns",
              hint: "put it into the group's own manipulations",
            },
          ]
        : [],
    );
    const shown = found.descriptions.map((dose) => ({
      ...dose,
      action: `${dose.action ?? "antagonist"} (condition ${name})`,
    }));
    return {
      ...found,
      windows: found.windows.map((window) => (window.alone ? window : { ...window, turn: { of, count } })),
      descriptions: shown,
      notes:
        sessions < count && of === 0 ? [{ path: [...path, "conditions"], message: few }, ...found.notes] : found.notes,
      texts: found.texts.map((text) => `${name}: ${text}`),
      problems: [...found.problems, ...lasting],
    };
  });
}
