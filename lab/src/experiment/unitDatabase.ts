import { memoryStore, type UnitStore } from "neohebb";
import { database, done, resultOf } from "../workspace/database.ts";
import { isFull } from "../workspace/workspace.ts";

/**
 * Keeps a run's finished parts in the browser, so that a page that is loaded again goes on where it was. Where there is
 * no room (or nothing is kept at all), parts stay in memory and `unkept` is told once.
 *
 * @param run - The run's hash, under which the parts lie.
 */
export function unitDatabase(run: string, unkept: (why: "full" | "refused") => void): UnitStore {
  const memory = memoryStore();
  let told = false;
  const tell = (error: unknown) => {
    if (!told) unkept(isFull(error) ? "full" : "refused");
    told = true;
  };
  return {
    async names() {
      try {
        const store = (await database()).transaction("units").objectStore("units");
        const keys = await resultOf(store.getAllKeys(IDBKeyRange.bound(`${run}/`, `${run}/\uffff`)));
        return new Set([...(await memory.names()), ...keys.map((key) => String(key).slice(run.length + 1))]);
      } catch {
        return memory.names();
      }
    },
    async read(name) {
      const held = await memory.read(name);
      if (held) return held;
      try {
        const store = (await database()).transaction("units").objectStore("units");
        return ((await resultOf(store.get(`${run}/${name}`))) as Uint8Array<ArrayBuffer> | undefined) ?? null;
      } catch {
        return null;
      }
    },
    async write(name, bytes) {
      try {
        const transaction = (await database()).transaction("units", "readwrite");
        const ended = done(transaction);
        transaction.objectStore("units").put(bytes, `${run}/${name}`);
        await ended;
      } catch (error) {
        tell(error);
        await memory.write(name, bytes);
      }
    },
  };
}
