import { database, done, resultOf } from "./database.ts";

/** What kinds of things are kept. */
export type ThingKind = "experiment" | "run" | "edits" | "progress";

/** A named thing that is kept in the browser. */
export interface Thing<Data = unknown> {
  /** Unique among all things. */
  readonly id: string;
  readonly kind: ThingKind;
  readonly name: string;
  /** Raised with every change; tells whether another tab has changed it meanwhile. */
  readonly revision: number;
  /** ms since 1970. */
  readonly changed: number;
  readonly data: Data;
}

/** What became of a thing that was to be kept. */
export type Saved<Data> =
  | { readonly kind: "kept"; readonly thing: Thing<Data> }
  /** Another tab has changed it since it was read: nothing was overwritten. */
  | { readonly kind: "changed"; readonly theirs: Thing<Data> }
  | { readonly kind: "full" }
  /** The browser keeps nothing. */
  | { readonly kind: "refused" };

const form = "neohebb-workspace/1";
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("neohebb-workspace");

/** Is told the id of whatever another tab keeps or removes. @returns what ends it. */
export function onOtherTab(listener: (id: string) => void): () => void {
  const take = ({ data }: MessageEvent<string>) => listener(data);
  channel?.addEventListener("message", take);
  return () => channel?.removeEventListener("message", take);
}

/** All things of a kind, the one changed last first; none where the browser keeps nothing. */
export async function things<Data>(kind: ThingKind): Promise<Thing<Data>[]> {
  try {
    const store = (await database()).transaction("things").objectStore("things");
    const all = (await resultOf(store.getAll())) as Thing<Data>[];
    return all.filter((thing) => thing.kind === kind).sort((a, b) => b.changed - a.changed);
  } catch {
    return [];
  }
}

/** A thing by its id; null if there is none. */
export async function thing<Data>(id: string): Promise<Thing<Data> | null> {
  try {
    const store = (await database()).transaction("things").objectStore("things");
    return ((await resultOf(store.get(id))) as Thing<Data> | undefined) ?? null;
  } catch {
    return null;
  }
}

/**
 * Keeps a thing, unless another tab has changed it since: reading and writing are one transaction.
 *
 * @param wanted - `revision` as it was read; 0 for a new thing.
 */
export async function keepThing<Data>(wanted: Omit<Thing<Data>, "changed">): Promise<Saved<Data>> {
  try {
    const transaction = (await database()).transaction("things", "readwrite");
    const ended = done(transaction);
    const store = transaction.objectStore("things");
    const present = (await resultOf(store.get(wanted.id))) as Thing<Data> | undefined;
    if (present && present.revision !== wanted.revision) {
      await ended;
      return { kind: "changed", theirs: present };
    }
    const kept: Thing<Data> = { ...wanted, revision: wanted.revision + 1, changed: Date.now() };
    store.put(kept);
    await ended;
    channel?.postMessage(kept.id);
    return { kind: "kept", thing: kept };
  } catch (error) {
    return { kind: isFull(error) ? "full" : "refused" };
  }
}

/** Removes a thing; of a run, its finished parts too. */
export async function removeThing(id: string, unitsOf: string | null = null): Promise<void> {
  const transaction = (await database()).transaction(["things", "units"], "readwrite");
  transaction.objectStore("things").delete(id);
  if (unitsOf !== null) transaction.objectStore("units").delete(IDBKeyRange.bound(`${unitsOf}/`, `${unitsOf}/\uffff`));
  await done(transaction);
  channel?.postMessage(id);
}

/** Everything that is kept as one file. */
export async function exportAll(): Promise<string> {
  const store = (await database()).transaction("things").objectStore("things");
  return JSON.stringify({ form, things: await resultOf(store.getAll()) });
}

/**
 * Takes over what a file of `exportAll` has. What is there under the same id stays, and the file's is kept beside it.
 *
 * @returns how many things were taken.
 * @throws RangeError if the file is something else.
 */
export async function importAll(text: string): Promise<number> {
  const taken = readThings(text);
  const transaction = (await database()).transaction("things", "readwrite");
  const ended = done(transaction);
  const store = transaction.objectStore("things");
  const present = new Set(await resultOf(store.getAllKeys()));
  for (const one of taken) store.put(present.has(one.id) ? { ...one, id: crypto.randomUUID() } : one);
  await ended;
  for (const { id } of taken) channel?.postMessage(id);
  return taken.length;
}

/** The things of an exported file. @throws RangeError if it is none. */
export function readThings(text: string): Thing[] {
  let read: { form?: unknown; things?: unknown };
  try {
    read = JSON.parse(text) as typeof read;
  } catch {
    throw new RangeError("this is no file of the Lab's workspace");
  }
  if (read?.form !== form || !Array.isArray(read.things))
    throw new RangeError("this is no file of the Lab's workspace, or one of a later version");
  const kinds: readonly unknown[] = ["experiment", "run", "edits", "progress"];
  return (read.things as Thing[]).map((one) => {
    const fine =
      typeof one?.id === "string" && typeof one.name === "string" && kinds.includes(one.kind) && one.data !== undefined;
    if (!fine) throw new RangeError("the file holds something that is no thing of the workspace");
    return {
      id: one.id,
      kind: one.kind,
      name: one.name,
      revision: 1,
      changed: Number(one.changed) || 0,
      data: one.data,
    };
  });
}

/** Whether an error means that there is no room left. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}
