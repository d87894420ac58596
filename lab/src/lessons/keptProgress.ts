import { keepThing, type Saved, thing } from "../workspace/workspace.ts";
import type { Lesson } from "./lesson.ts";
import { beginning, type Progress, readProgress } from "./progress.ts";

/** Progress in one lesson as this browser keeps it. */
export class KeptProgress {
  readonly #lesson: Lesson;
  #revision = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(lesson: Lesson) {
    this.#lesson = lesson;
  }

  /** How far somebody was; the beginning where nothing is kept. */
  async read(): Promise<Progress> {
    const found = await thing<unknown>(this.#id);
    this.#revision = found?.revision ?? 0;
    return found ? readProgress(found.data, this.#lesson) : beginning;
  }

  /** Keeps it, one state after the other; what another tab has kept meanwhile is left as it is. */
  keep(progress: Progress): Promise<Saved<Progress>["kind"]> {
    const next = this.#last.then(async () => {
      const wanted = { id: this.#id, kind: "progress" as const, name: this.#lesson.title, data: progress };
      const saved = await keepThing<Progress>({ ...wanted, revision: this.#revision });
      if (saved.kind === "kept") this.#revision = saved.thing.revision;
      return saved.kind;
    });
    this.#last = next;
    return next;
  }

  get #id(): string {
    return `progress:${this.#lesson.id}`;
  }
}
