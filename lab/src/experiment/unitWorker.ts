import { packUnit, runUnit, type SessionPlan, type Unit } from "neohebb";

/** What a worker of a run is sent: the plan first, then parts. */
export type UnitRequest = { readonly plan: SessionPlan } | { readonly unit: Unit };

/** What it answers to a part. */
export type UnitReply =
  | { readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly error: { readonly name: string; readonly message: string } };

let plan: SessionPlan | null = null;

addEventListener("message", async ({ data }: MessageEvent<UnitRequest>) => {
  if ("plan" in data) {
    plan = data.plan;
    return;
  }
  try {
    const bytes = await packUnit(await runUnit(plan!, data.unit));
    postMessage({ bytes } satisfies UnitReply, { transfer: [bytes.buffer] });
  } catch (error) {
    const { name, message } = error as Error;
    postMessage({ error: { name, message } } satisfies UnitReply);
  }
});
