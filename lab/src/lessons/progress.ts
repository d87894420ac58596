import type { Lesson } from "./lesson.ts";

/** Steps of every lesson, in order, and the teacher's page beside them. */
export const steps = ["read", "predict", "compare", "check", "teach"] as const;
export type StepName = (typeof steps)[number];

/** How far somebody is with a lesson. */
export interface Progress {
  readonly step: StepName;
  /** By the point's id: what was set so far. */
  readonly prediction: Readonly<Record<string, number>>;
  /** Number of the chosen reason; null: none yet. */
  readonly reason: number | null;
  readonly committed: boolean;
  /** By question: number of the chosen answer. */
  readonly answers: Readonly<Record<number, number>>;
  readonly finished: boolean;
}

/** Where a lesson begins. */
export const beginning: Progress = {
  step: "read",
  prediction: {},
  reason: null,
  committed: false,
  answers: {},
  finished: false,
};

/** Progress as it was kept; what does not fit the lesson (any longer) begins anew. */
export function readProgress(kept: unknown, { prediction, checks }: Lesson): Progress {
  if (typeof kept !== "object" || kept === null) return beginning;
  const found = kept as Partial<Record<keyof Progress, unknown>>;
  const set = isRecord(found.prediction) ? found.prediction : {};
  const values = prediction.points.flatMap(({ id }) => {
    const value = set[id];
    return typeof value === "number" && value >= prediction.low && value <= prediction.high ? [[id, value]] : [];
  });
  const answers = isRecord(found.answers) ? found.answers : {};
  const reason = prediction.reason.options[found.reason as number] === undefined ? null : (found.reason as number);
  const complete = values.length === prediction.points.length && reason !== null;
  return {
    step: steps.find((one) => one === found.step) ?? "read",
    prediction: Object.fromEntries(values) as Record<string, number>,
    reason,
    committed: found.committed === true && complete,
    answers: Object.fromEntries(
      checks.flatMap(({ options }, question) => {
        const answer = answers[question];
        return typeof answer === "number" && options[answer] ? [[question, answer]] : [];
      }),
    ),
    finished: found.finished === true,
  };
}

/** Whether everything is set that a prediction needs. */
export function isComplete({ prediction: { points } }: Lesson, { prediction, reason }: Progress): boolean {
  return reason !== null && points.every(({ id }) => prediction[id] !== undefined);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
