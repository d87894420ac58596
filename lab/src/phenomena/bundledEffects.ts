import type { BoardEntry, ModelSource } from "neohebb";
import { readModel } from "neohebb";
import board from "../../../scoreboard/board.json?raw";
import reduced from "../../../scoreboard/reduced/board.json?raw";
import { bundledFile } from "../simulator/bundledModels.ts";

/** Texts of the preparations, by path from the repository's folder. */
const preparations: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>("../../../models/preparations/**/*.yaml", {
      query: "?raw",
      import: "default",
      eager: true,
    }),
  ).map(([path, text]) => [path.replace(/^(\.\.\/)+/u, ""), text]),
);

const sources = new Map<string, ModelSource>();

/** A bundled brain or preparation by its path. @throws RangeError if there is none */
export function bundledModel(path: string): ModelSource {
  let source = sources.get(path);
  if (!source) {
    source = readModel(path, (file) => preparations[file] ?? bundledFile(file));
    sources.set(path, source);
  }
  return source;
}

/** What is recorded of the effects, by id: of the whole board and of the run with few subjects. */
export function recordedBoards(): {
  readonly board: ReadonlyMap<string, BoardEntry>;
  readonly reduced: ReadonlyMap<string, BoardEntry>;
} {
  const read = (text: string) => new Map((JSON.parse(text) as BoardEntry[]).map((entry) => [entry.id, entry]));
  return { board: read(board), reduced: read(reduced) };
}
