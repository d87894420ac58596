import { type ModelEdits, noEdits, readEdits } from "../simulator/modelEdits.ts";
import { keepThing, type Saved, thing } from "../workspace/workspace.ts";

/** The changes of one model as this browser keeps them. */
export class KeptEdits {
  readonly #model: string;
  readonly #name: string;
  #revision = 0;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param model - Path of the model's main file.
   * @param name - What the model is called in the list of kept things.
   */
  constructor(model: string, name: string) {
    this.#model = model;
    this.#name = name;
  }

  /** What was changed before; nothing where nothing was or can be kept. */
  async read(): Promise<ModelEdits> {
    const found = await thing<unknown>(this.#id);
    this.#revision = found?.revision ?? 0;
    return readEdits(found?.data) ?? noEdits;
  }

  /** Keeps the changes, one after the other; what another tab has changed meanwhile is left as it is. */
  keep(edits: ModelEdits): Promise<Saved<ModelEdits>["kind"]> {
    const next = this.#last.then(async () => {
      const wanted = { id: this.#id, kind: "edits" as const, name: this.#name, data: edits };
      const saved = await keepThing<ModelEdits>({ ...wanted, revision: this.#revision });
      if (saved.kind === "kept") this.#revision = saved.thing.revision;
      return saved.kind;
    });
    this.#last = next;
    return next;
  }

  get #id(): string {
    return `edits:${this.#model}`;
  }
}
