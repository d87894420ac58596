import type { ExperimentFile } from "neohebb";
import { History } from "../workspace/history.ts";
import { keepThing, onOtherTab, removeThing, type Thing, thing, things } from "../workspace/workspace.ts";

/** What is kept of an experiment. */
export interface KeptExperiment {
  readonly text: string;
}

type Trouble = "full" | "refused" | "changed" | null;

/** ms without a change after which the text is kept. */
const pause = 400;

/** The experiment that is being written: its text, what can be undone, and keeping it without destroying another tab's. */
export class Draft {
  /** All experiments that are kept, the one changed last first. */
  all = $state.raw<readonly Thing<KeptExperiment>[]>([]);
  id = $state("");
  text = $state("");
  undoes = $state<string | null>(null);
  redoes = $state<string | null>(null);
  trouble = $state<Trouble>(null);
  /** Everything is kept. */
  kept = $state(true);
  readonly #otherTab: string;
  #history = new History("");
  #name = "";
  #revision = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #end: () => void;

  /** @param otherTab - Name in the history of what another tab wrote. */
  constructor(otherTab: string) {
    this.#otherTab = otherTab;
    this.#end = onOtherTab((id) => void this.#heard(id));
  }

  /** Opens the experiment changed last; with none, or with a text from elsewhere, one of its own. */
  async begin(fresh: () => Promise<string>, given: string | null): Promise<void> {
    this.all = await things<KeptExperiment>("experiment");
    const same = given === null ? this.all[0] : this.all.find(({ data }) => data.text === given);
    if (same) this.#take(same);
    else this.start(given ?? (await fresh()));
  }

  /** A new experiment. */
  start(text: string): void {
    this.#open(crypto.randomUUID(), text, 0);
    void this.keep();
  }

  async choose(id: string): Promise<void> {
    await this.flush();
    const found = await thing<KeptExperiment>(id);
    if (found) this.#take(found);
  }

  async remove(fresh: () => Promise<string>): Promise<void> {
    clearTimeout(this.#timer);
    await removeThing(this.id);
    await this.begin(fresh, null);
  }

  change(text: string, deed: string): void {
    this.#history.change(text, deed);
    this.#show();
  }

  undo(): void {
    this.#history.undo();
    this.#show();
  }

  redo(): void {
    this.#history.redo();
    this.#show();
  }

  /** The name under which the experiment is listed. */
  named(data: ExperimentFile | null): void {
    if (data) this.#name = data.name;
  }

  /** Keeps what has not been kept yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (!this.kept) await this.keep();
  }

  async keep(): Promise<void> {
    const { id, text } = this;
    const name = /^name: *(.+)$/mu.exec(text)?.[1] ?? this.#name;
    const saved = await keepThing<KeptExperiment>({
      id,
      kind: "experiment",
      name,
      revision: this.#revision,
      data: { text },
    });
    if (id !== this.id) return;
    if (saved.kind !== "kept") {
      this.trouble = saved.kind;
      return;
    }
    this.trouble = null;
    this.#revision = saved.thing.revision;
    this.kept = text === this.text;
    this.all = await things<KeptExperiment>("experiment");
  }

  /** After another tab's change: its version is taken, ours stays in the history. */
  async takeTheirs(): Promise<void> {
    const theirs = await thing<KeptExperiment>(this.id);
    if (!theirs) return;
    this.#revision = theirs.revision;
    this.#history.change(theirs.data.text, this.#otherTab);
    this.trouble = null;
    this.#show(true);
  }

  /** After another tab's change: ours becomes an experiment of its own. */
  keepCopy(rename: (text: string) => string): void {
    this.trouble = null;
    this.start(rename(this.text));
  }

  stop(): void {
    this.#end();
    void this.flush();
  }

  async #heard(id: string): Promise<void> {
    this.all = await things<KeptExperiment>("experiment");
    if (id !== this.id) return;
    if (this.kept) await this.takeTheirs();
    else this.trouble = "changed";
  }

  #take({ id, data, revision }: Thing<KeptExperiment>): void {
    this.#open(id, data.text, revision);
  }

  #open(id: string, text: string, revision: number): void {
    clearTimeout(this.#timer);
    this.id = id;
    this.#revision = revision;
    this.#history = new History(text);
    this.trouble = null;
    this.#show(true);
  }

  #show(isKept = false): void {
    this.text = this.#history.state;
    this.undoes = this.#history.undoes;
    this.redoes = this.#history.redoes;
    this.kept = isKept;
    clearTimeout(this.#timer);
    if (!isKept && this.trouble !== "changed") this.#timer = setTimeout(() => void this.keep(), pause);
  }
}
