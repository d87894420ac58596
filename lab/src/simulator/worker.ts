/** What answers a page's messages within the worker; it sends its answers itself. */
interface Desk {
  answer(request: never): Promise<void>;
}

/** The desks that pages may address, each loaded when it is asked first; what they share is loaded once. */
const desks = {
  brain: (): Promise<Desk> => import("./brainDesk.ts"),
  experiment: (): Promise<Desk> => import("../experiment/experimentDesk.ts"),
  lessons: (): Promise<Desk> => import("../lessons/lessonDesk.ts"),
  model: (): Promise<Desk> => import("../model/modelDesk.ts"),
  play: (): Promise<Desk> => import("../play/playDesk.ts"),
  compare: (): Promise<Desk> => import("../compare/compareDesk.ts"),
  phenomena: (): Promise<Desk> => import("../phenomena/phenomenaDesk.ts"),
};
export type DeskName = keyof typeof desks;

addEventListener("message", async ({ data }: MessageEvent<{ readonly desk: DeskName; readonly request: never }>) => {
  try {
    const desk = await desks[data.desk]();
    await desk.answer(data.request);
  } catch (error) {
    postMessage({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
});
