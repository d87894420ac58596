import type { BoardEntry } from "neohebb";
import wholeBoard from "../../../scoreboard/board.json?raw";
import reducedBoard from "../../../scoreboard/reduced/board.json?raw";

const read = (text: string): ReadonlyMap<string, BoardEntry> =>
  new Map((JSON.parse(text) as BoardEntry[]).map((entry) => [entry.id, entry]));

/** What is recorded of the effects, by id: of the whole board. */
export const board = read(wholeBoard);
/** Of the run with few subjects. */
export const reduced = read(reducedBoard);
