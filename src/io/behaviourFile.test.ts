import { gzipSync } from "node:zlib";
import { describe, expect, it, test } from "vitest";
import type { Table } from "../math/table.ts";
import { readBehaviourCells } from "./behaviourBytes.ts";
import { type BehaviourMapping, behaviourIn, readBehaviour } from "./behaviourFile.ts";
import { DataFileError, parseCsv } from "./csv.ts";
import { withDecimalPoints } from "./decimalCommas.ts";

function table(text: string, mapping?: BehaviourMapping): Table {
  return readBehaviour(text, "f.csv", mapping).table;
}

function problems(text: string, mapping?: BehaviourMapping): readonly string[] {
  try {
    readBehaviour(text, "f.csv", mapping);
  } catch (error) {
    if (error instanceof DataFileError) return error.message.split("\n");
    throw error;
  }
  return [];
}

const nan = Number.NaN;

describe("column names are recognised", () => {
  test("of hBayesDM: subjID, choice from 1, gain and loss", () => {
    const file = readBehaviour("subjID\tgain\tloss\tchoice\n102\t1\t0\t2\n102\t0\t-1\t1\n", "f.txt");
    expect(file.table).toEqual({
      subject: Float64Array.of(102, 102),
      choice: Float64Array.of(1, 0),
      outcome: Float64Array.of(1, -1),
      trial: Float64Array.of(0, 1),
    });
    expect(file.notes).toContain("Options are counted from 1; they are recoded to count from 0.");
  });

  test("of jsPsych: trial_index, rt in milliseconds, response, correct as true or false, null for none", () => {
    const file = readBehaviour(
      'participant_id,trial_index,rt,response,correct,trial_type\na,3,512,0,true,"bandit"\na,5,null,null,null,"bandit"\na,7,640,2,false,"bandit"\n',
      "f.csv",
    );
    expect(file.table).toEqual({
      subject: ["a", "a", "a"],
      trial: Float64Array.of(3, 5, 7),
      choice: Float64Array.of(0, nan, 2),
      correct: Float64Array.of(1, nan, 0),
      reactionTime: Float64Array.of(0.512, nan, 0.64),
    });
    expect(file.notes).toContain('"rt" is taken as milliseconds (median 576).');
    expect(file.notes).toContain("Not used: trial_type.");
  });

  test("ours, with group and session", () => {
    const text = "group,subject,session,block,trial,choice,correct,outcome,reactionTime,bestOption,formerBestOption\n";
    expect(table(`${text}control,4,0,0,0,1,0,1,0.7,2,\ncontrol,4,0,1,1,2,0,0,0.61,0,2\n`)).toEqual({
      group: ["control", "control"],
      subject: Float64Array.of(4, 4),
      session: Float64Array.of(0, 0),
      block: Float64Array.of(0, 1),
      trial: Float64Array.of(0, 1),
      choice: Float64Array.of(1, 2),
      bestOption: Float64Array.of(2, 0),
      formerBestOption: Float64Array.of(nan, 2),
      correct: Float64Array.of(0, 0),
      outcome: Float64Array.of(1, 0),
      reactionTime: Float64Array.of(0.7, 0.61),
    });
  });

  test("with correct as the best option's number where accuracy says whether it was taken", () => {
    const file = readBehaviour("subject,correct,choice,accuracy\n1,2,1,0\n1,2,2,1\n1,0,0,1\n", "f.csv");
    expect(file.table.bestOption).toEqual(Float64Array.of(2, 2, 0));
    expect(file.table.correct).toEqual(Float64Array.of(0, 1, 1));
    expect(file.notes[0]).toBe(
      '"correct" is taken as the best option\'s number and "accuracy" as whether it was chosen.',
    );
  });

  test("with correct as the best option's number by its values", () => {
    const file = readBehaviour("subject,correct,choice\n1,2,1\n1,3,3\n", "f.csv");
    expect(file.table.bestOption).toEqual(Float64Array.of(1, 2));
    expect(file.table.correct).toBeUndefined();
    expect(file.notes[0]).toContain("is taken as the best option's number");
  });
});

describe("values are recoded, and the notes say so", () => {
  test("options called by text or by keys", () => {
    const text = readBehaviour("subject,choice\n1,right\n1,left\n1,NA\n", "f.csv");
    expect(text.table.choice).toEqual(Float64Array.of(1, 0, nan));
    expect(text.notes[0]).toBe("Options are numbered in alphabetical order: left = 0, right = 1.");
    const keys = readBehaviour("subject,choice\n1,39\n1,37\n", "f.csv");
    expect(keys.table.choice).toEqual(Float64Array.of(1, 0));
    const levers = readBehaviour("subject,choice\n1,-1\n1,1\n", "f.csv");
    expect(levers.table.choice).toEqual(Float64Array.of(0, 1));
    expect(levers.notes[0]).toBe("Options are numbered in order: -1 = 0, 1 = 1.");
  });

  test("choice -1 is an omission, and its reaction time is missing", () => {
    const file = readBehaviour("subject,choice,rt,acc\n1,0,0.4,1\n1,-1,-1,-1\n1,2,0.5,0\n", "f.csv");
    expect(file.table.choice).toEqual(Float64Array.of(0, nan, 2));
    expect(file.table.reactionTime).toEqual(Float64Array.of(0.4, nan, 0.5));
    expect(file.table.correct).toEqual(Float64Array.of(1, nan, 0));
    expect(file.notes).toContain("Choice -1 is taken as no choice.");
  });

  test("reaction times in seconds stay, a unit in the name counts", () => {
    expect(table("subject,choice,rt\n1,0,0.4\n").reactionTime).toEqual(Float64Array.of(0.4));
    expect(table("subject,choice,rt (ms)\n1,0,20\n").reactionTime).toEqual(Float64Array.of(0.02));
    expect(table("subject,choice,rt_s\n1,0,45\n").reactionTime).toEqual(Float64Array.of(45));
  });

  test("a block without a recorded best option is taken as a reversal", () => {
    const { notes } = readBehaviour("subject,block,trial,choice\n1,1,1,0\n", "f.csv");
    expect(notes).toContain("The best option is not recorded; each new block is taken as a reversal.");
  });
});

describe("a mapping", () => {
  test("says which column is which and which rows count", () => {
    const text = "code,pick,phase\nx,0,practice\nx,1,main\n";
    const file = readBehaviour(text, "f.csv", {
      columns: { subject: "code", choice: "pick" },
      rows: { phase: "main" },
    });
    expect(file.table.choice).toEqual(Float64Array.of(0));
    expect(file.notes[0]).toBe("1 of 2 rows are left out as asked.");
  });

  test("that names what does not exist is told with the nearest name", () => {
    expect(problems("code,pick\nx,0\n", { columns: { subject: "cod", choise: "pick" } })).toEqual([
      'f.csv: has no column "cod" to use as subject; did you mean "code"?',
      'f.csv: cannot map to "choise"; did you mean "choice"?',
      expect.stringContaining("f.csv: has no column for subject"),
      expect.stringContaining("f.csv: has no column for choice"),
    ]);
    expect(problems("subject,choice\nx,0\n", { rows: { phase: "main" } })).toEqual([
      'f.csv: column "phase": no such column to select rows by',
    ]);
    expect(problems("subject,choice\nx,0\n", { rows: { subject: "y" } })).toEqual(["f.csv: no row has these values"]);
  });
});

describe("errors are told by line and column, all at once", () => {
  test("cells that are not numbers, missing subjects, negative reaction times, repeated trials", () => {
    const text = [
      "subject,trial,choice,outcome,rt,acc",
      "1,1,0,1,0.5,1",
      "1,2,1,won,0.5,2",
      ",3,oops,0,0.5,0",
      "1,2,2,0,-0.5,0",
    ].join("\n");
    expect(problems(text)).toEqual([
      'f.csv:3: column "acc": expected 0 or 1, got 2',
      'f.csv:3: column "outcome": expected a number, got "won"',
      'f.csv:4: column "subject": the subject is missing',
      'f.csv:4: column "choice": expected a number, got "oops"',
      'f.csv:5: column "rt": a reaction time cannot be negative, got -0.5',
      'f.csv:5: column "trial": this trial appears twice for the same subject; if it is another session or block, map its column',
    ]);
  });

  test("fractions and floods of options", () => {
    expect(problems("subject,choice\n1,0\n1,1\n1,1\n1,0.5\n")).toEqual([
      'f.csv:5: column "choice": expected an option\'s number, got 0.5',
    ]);
    const times = Array.from({ length: 100 }, (_, i) => `1,${i * 13 + 200}`).join("\n");
    expect(problems(`subject,choice\n${times}\n`)).toEqual([
      'f.csv: column "choice": has 100 different values; expected the options of a task, at most 64',
    ]);
    const words = Array.from({ length: 70 }, (_, i) => `1,word${i}`).join("\n");
    expect(problems(`subject,choice\n${words}\n`)).toEqual([
      'f.csv: column "choice": has 70 different texts; expected the options of a task, at most 64',
    ]);
  });

  test("a file without subject or choice lists what it has", () => {
    expect(problems("who,what\n1,2\n")[0]).toContain("has no column for subject: none of its columns (who, what)");
  });
});

describe("bytes of a file", () => {
  const read = async (bytes: Uint8Array, mapping: Parameters<typeof behaviourIn>[2] = {}) => {
    const { cells, notes } = await readBehaviourCells(bytes, "mine.csv");
    const { table, notes: more, leftOut } = behaviourIn(cells, "mine.csv", mapping);
    return { table, notes: [...notes, ...more], leftOut };
  };
  const text = "subject;choice;rt\nJörg;0;0,5\nJörg;1;1,25\n";

  it("are read as UTF-8, else as Windows-1252, with decimal commas where semicolons separate", async () => {
    const latin = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    for (const bytes of [latin, new TextEncoder().encode(text), new Uint8Array(gzipSync(latin))]) {
      const { table, notes } = await read(bytes);
      expect(table.subject).toEqual(["Jörg", "Jörg"]);
      expect([...(table.reactionTime as Float64Array)]).toEqual([0.5, 1.25]);
      expect(notes).toContain("Decimal commas (0,5) are read as points in rt.");
      expect(notes.some((note) => note.includes("Windows-1252"))).toBe(bytes[0] === 0x1f || bytes === latin);
    }
  });

  it("keep their commas where a column is not all numbers", () => {
    const csv = parseCsv("subject;choice;note\n1;0;1,5\n1;1;left, right\n", "mine.csv");
    expect(withDecimalPoints(csv, [])).toBe(csv);
  });

  it("lose the rows in which something is wrong if that is asked, and say which", async () => {
    const faulty = new TextEncoder().encode("subject,trial,choice\n1,1,0\n1,2,oops\n1,2,1\n1,2,0\n");
    await expect(read(faulty)).rejects.toThrow(/expected an option's number|expected a number/u);
    const { table, leftOut, notes } = await read(faulty, { withoutFaulty: true });
    expect([...(table.choice as Float64Array)]).toEqual([0, 1]);
    expect(leftOut.map(({ line }) => line)).toEqual([3, 5]);
    expect(notes).toContain("2 of 4 rows are left out: something is wrong in them.");
  });

  it("may have a column of a known name that means something else", async () => {
    const { table } = await read(new TextEncoder().encode("subject,trial,choice\n1,7,0\n1,7,1\n"), {
      columns: { trial: "" },
    });
    expect([...(table.trial as Float64Array)]).toEqual([0, 1]);
  });
});
