import type { LinkState } from "../link.ts";
import type { BrainSetting } from "../simulator/messages.ts";
import { hasEdits, readEdits } from "../simulator/modelEdits.ts";

const usual: BrainSetting = {
  model: "models/reference-brain/reference-brain.yaml",
  task: "three-armed-reversal-v1",
  subject: 0,
  seed: 2001,
};

/** What a link of this page says, trials from 0; where it says nothing usable, what the page begins with. */
export function settingOf(
  linked: LinkState | null,
  models: readonly string[],
): { readonly setting: BrainSetting; readonly trial: number | null } {
  const { model, task, subject, seed, trial } = linked ?? {};
  const edits = readEdits(linked?.edits);
  return {
    setting: {
      model: models.find((one) => one === model) ?? usual.model,
      task: typeof task === "string" ? task : usual.task,
      subject: isCount(subject, 99_999) ? subject : usual.subject,
      seed: isCount(seed, 999_999) ? seed : usual.seed,
      ...(edits && hasEdits(edits) ? { edits } : {}),
    },
    trial: isCount(trial, 100_000) ? trial : null,
  };
}

function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}
