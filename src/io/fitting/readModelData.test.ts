import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { defineBehaviour } from "../../fitting/model/readBehaviour.ts";
import { packageRoot } from "../packageRoot.ts";
import { toParquet } from "../parquet.ts";
import { readModelData } from "./readModelData.ts";

const folder = mkdtempSync(join(tmpdir(), "neohebb-data-"));
afterAll(() => rmSync(folder, { recursive: true }));

function model(name: string) {
  const file = join(packageRoot(), "models", "behaviour", `${name}.yaml`);
  return defineBehaviour(readFileSync(file, "utf8"), file);
}

function table(text: string, name = "data.csv"): string {
  const path = join(folder, name);
  writeFileSync(path, name.endsWith(".gz") ? gzipSync(text) : text);
  return path;
}

const numbers = (column: unknown): number[] => Array.from(column as Float64Array);

describe("data for a behavioural model", () => {
  it("are recognised by the names of common programs, and counted from 0", async () => {
    const path = table("subjID\ttrial\tchoice\toutcome\n1\t1\t1\t1\n1\t2\t2\t-1\n2\t1\tNA\t0\n", "data.txt");
    const { table: read, notes, counts } = await readModelData(path, model("q-learning"));
    expect(read.subject).toEqual(["1", "1", "2"]);
    expect(numbers(read.choice)).toEqual([0, 1, Number.NaN]);
    expect(numbers(read.outcome)).toEqual([1, -1, 0]);
    expect(notes.join(" ")).toMatch(/counts from 1.*1 of 3 trials have no response/u);
    expect(counts).toEqual({ rows: 3, leftOut: 0, withoutResponse: 1 });
  });

  it("are concluded to count from 1 only where 0 could have occurred", async () => {
    const read = async (text: string, name: string) => (await readModelData(table(text), model(name))).notes.join(" ");
    expect(await read("subject,choice,outcome\n1,1,1\n1,2,0\n", "q-learning")).toMatch(/as is concluded from no row/u);
    const gambles = "subject,gain,loss,cert,gamble\n";
    expect(await read(`${gambles}1,9,6,0,1\n1,9,3,0,2\n`, "prospect-gambling")).toMatch(/from 0 here\./u);
    expect(await read(`${gambles}1,9,6,0,1\n1,9,3,0,1\n`, "prospect-gambling")).toMatch(/as is concluded/u);
  });

  it("may be compressed, quoted, and name their options by texts", async () => {
    const path = table('subject,choice,reward\r\n"a, b",left,0\r\n"a, b",right,1\r\n', "data.csv.gz");
    const { table: read, notes } = await readModelData(path, model("q-learning"));
    expect(read.subject).toEqual(["a, b", "a, b"]);
    expect(numbers(read.choice)).toEqual([0, 1]);
    expect(notes).toContain('"choice": left = 0, right = 1.');
  });

  it("give reaction times in seconds", async () => {
    const path = table("subject,response,rt\n1,0,512\n1,1,730\n");
    const { table: read, notes } = await readModelData(path, model("drift-diffusion"));
    expect(numbers(read.reactionTime)).toEqual([0.512, 0.73]);
    expect(notes.join(" ")).toContain("milliseconds");
  });

  it("can be computed by formulae, also from texts", async () => {
    const path = table("subject,level1_choice,level2_choice,reward\n1,1,4,1\n1,2,1,0\n");
    const mapping = {
      secondState: "level2_choice > 2",
      secondChoice: "select(level2_choice > 2, level2_choice - 3, level2_choice - 1)",
    };
    const { table: read } = await readModelData(path, model("two-step-hybrid"), { mapping });
    expect([read.firstChoice, read.secondState, read.secondChoice].map(numbers)).toEqual([
      [0, 1],
      [1, 0],
      [1, 0],
    ]);
  });

  it("are missing where a formula's condition is", async () => {
    const path = table("subject,key,outcome\n1,2,1\n1,1,0\n1,,0\n");
    const read = await readModelData(path, model("q-learning"), { mapping: { choice: "select(key == 2, 1, 0)" } });
    expect(numbers(read.table.choice)).toEqual([1, 0, Number.NaN]);
    expect(read.counts.withoutResponse).toBe(1);
  });

  it.each([
    ["a comparison with a text", "result == 'win'", [1, 0, Number.NaN]],
    ["a choice by a text", 'select(result != "win", -1, 1)', [1, -1, Number.NaN]],
    ["a name in backticks, and a remainder", "mod(`points won`, 4) / 2", [0.5, 0.5, 1]],
    ["what is missing, said", "select(present(result), `points won` ^ -1, missing)", [1, 0.2, Number.NaN]],
    ["text that is a number", "`points won` == '5'", [0, 1, 0]],
  ])("can be computed by %s", async (_, formula, expected) => {
    const path = table("subject,choice,result,points won\n1,0,win,1\n1,1,lose,5\n1,1,,2\n");
    const read = await readModelData(path, model("q-learning"), { mapping: { outcome: formula } });
    expect(numbers(read.table.outcome)).toEqual(expected);
  });

  it("are warned of a value that hardly any row has", async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `1,${i === 240 ? 7 : i % 2},1`);
    const path = table(`subject,choice,outcome\n${rows.join("\n")}\n`);
    expect((await readModelData(path, model("q-learning"))).notes.join(" ")).toMatch(
      /Warning: a rare value: "choice" is 7 in 1 of 300 rows \(line 242\).*one of 3 options for everybody.*--missing choice=7/u,
    );
    const levels = { choice: ["0", "1", "7"] };
    expect((await readModelData(path, model("q-learning"), { levels })).notes.join()).not.toContain("rare");
  });

  it("have decimal commas where cells are not separated by commas", async () => {
    const mapping = { reactionTime: "rt * 1" };
    const path = table("subject;choice;rt\n1;0;0,31\n1;1;1\n1;1;0,5\n");
    const { table: read, notes } = await readModelData(path, model("drift-diffusion"), { mapping });
    expect(numbers(read.reactionTime)).toEqual([0.31, 1, 0.5]);
    expect(notes.join()).toContain('"rt" is written with decimal commas and is taken as numbers');
    const quoted = table('subject,choice,rt\n1,0,"0,31"\n1,1,"0,5"\n');
    await expect(readModelData(quoted, model("drift-diffusion"), { mapping })).rejects.toThrow(
      'got "0,31" (1), "0,5" (1); these are numbers with a decimal comma: write them with a point',
    );
  });

  it.each([
    ["result * 1", /"result": expected a number in 2 rows, got "win" .*texts are compared, as in result == 'win'/u],
    ["select(trial > 1, missing, result)", /"result": expected a number in 2 rows/u],
    ["result == 'wn'", /it with 'wn', but it is win, lose; did you mean 'win'\?.*--levels result=win,lose,wn/u],
    ["result = 'win'", /unexpected "=" after "result"; to compare write "=="$/u],
    ["'win'", /can only be compared with a column/u],
    ["result == 'win", /the quote 'win is opened but not closed/u],
    ["trial % 2", /unexpected "%" after "trial".*write mod\(x, y\)$/u],
    ["modulo(trial, 2)", /there is no function modulo; did you mean mod\?/u],
    ["mod(trial)", /mod\(x, y\) is needed, got 1 values/u],
    ["points won / 2", /write `points won` in backticks/u],
    ["result", /:2: column "result": expected a number in 2 rows, got "win" \(1\), "lose" \(1\); --map "outcome=/u],
  ])("say what is wrong with the formula %s, and nothing else", async (formula, message) => {
    const path = table("subject,trial,choice,result,points won\n1,1,0,win,1\n1,2,1,lose,5\n");
    const error = await readModelData(path, model("q-learning"), { mapping: { outcome: formula } }).catch(
      (reason: Error) => reason,
    );
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message.split("\n")).toHaveLength(1);
  });

  const rewarded = (choices: string) =>
    `subject,choice,outcome\n${choices.replaceAll(/\S+/gu, "1,$&,1\n").replaceAll(" ", "")}`;

  it.each([
    ["from 2", "2 3", {}, [0, 1], /2 = 0, 3 = 1/u],
    ["with gaps", "0 1 3", {}, [0, 1, 3], /2 never occurs; counted as options all the same.*--missing choice=3/u],
    ["from 1, said to count from 0", "1 2", { choice: ["0-2"] }, [1, 2], /0 = 0, 1 = 1, 2 = 2/u],
    ["by texts, in the order said", "up down", { choice: ["up", "down", "left"] }, [0, 1], /up = 0, down = 1/u],
    [
      "with few zeros",
      `0 ${"1 2 ".repeat(30)}`,
      {},
      [0, 1],
      /Warning: "choice" has 0 in 1 of 61 rows.*--missing choice=0/u,
    ],
  ])("may count %s", async (_, choices, levels, expected, note) => {
    const { table: read, notes } = await readModelData(table(rewarded(choices)), model("q-learning"), { levels });
    expect(numbers(read.choice).slice(0, expected.length)).toEqual(expected);
    expect(notes.join(" ")).toMatch(note);
  });

  it("have as many options as are said, by the file's or the model's name", async () => {
    const path = table("subject,key,outcome\n1,1,0\n1,2,1\n");
    const read = await readModelData(path, model("q-learning"), {
      mapping: { choice: "key" },
      levels: { choice: ["0-2"] },
    });
    expect(read.sizes).toEqual({ option: 3 });
    expect(numbers(read.table.choice)).toEqual([1, 2]);
  });

  it.each([
    [
      "beyond the levels",
      rewarded("0 4 4"),
      { levels: { choice: ["0-2"] } },
      /:3: column "choice": 4 is not among the levels 0, 1, 2 \(in 2 rows: lines 3, 4\)/u,
    ],
    [
      "with an omission too many",
      "subject,gain,loss,cert,gamble\n1,9,6,0,1\n1,9,3,0,2\n1,9,3,0,0\n",
      {},
      /there are 3 different values .*--missing gamble=0/u,
      "prospect-gambling",
    ],
    [
      "of which it can't be told what they are",
      "subject,gain,loss,cert,gamble\n1,9,6,0,7\n",
      {},
      /--levels gamble=6,7/u,
      "prospect-gambling",
    ],
  ])("refuse choices %s", async (_, text, options, message, name = "q-learning") => {
    await expect(readModelData(table(text), model(name), options)).rejects.toThrow(message);
  });

  it("are not taken from a file in which all are the same", async () => {
    const path = table(rewarded("1 1 1"));
    await expect(readModelData(path, model("q-learning"))).rejects.toThrow(
      /"choice" is the same in every row.*--levels choice=0-1/u,
    );
    const { sizes } = await readModelData(path, model("q-learning"), { levels: { choice: ["0-1"] } });
    expect(sizes).toEqual({ option: 2 });
  });

  it("take subjects by names and ranges, and keep names of digits as they are written", async () => {
    const path = table(
      `subject,choice,outcome\n${["anna", "007", "8", "30", "12345678901234567890"].map((one, at) => `${one},${at % 2},1`).join("\n")}\n`,
    );
    const subjects = async (...wanted: string[]) =>
      (await readModelData(path, model("q-learning"), { subjects: wanted })).table.subject;
    expect(await subjects("1-29", "anna")).toEqual(["anna", "007", "8"]);
    expect(await subjects("7", "12345678901234567890")).toEqual(["007", "12345678901234567890"]);
    await expect(subjects("100-200")).rejects.toThrow("there is no subject from 100 to 200 in the file");
    await expect(subjects("ana")).rejects.toThrow('did you mean "anna"');
  });

  it("say once what is wrong with many rows", async () => {
    const text = `subject,choice,outcome\n${"1,0,won\n,1,lost\n".repeat(40)}${"1,0\n".repeat(9)}`;
    const error = await readModelData(table(text), model("q-learning")).catch((reason: Error) => reason);
    expect((error as Error).message).toMatch(
      /:82: expected 3 cells as in the first line, got 2 \(in 9 rows: lines 82, 83, 84, 85, 86, …\)$/u,
    );
    const whole = await readModelData(table(text.replaceAll(/\n1,0(?=\n)/gu, "")), model("q-learning")).catch(
      (reason: Error) => reason,
    );
    expect((whole as Error).message.split("\n")).toHaveLength(2);
  });

  it("are read from Parquet, with texts and missing values, and refused where it is cut", async () => {
    const bytes = toParquet(
      {
        subject: ["007", "007", "b"],
        choice: ["left", null, "right"],
        outcome: Float64Array.of(0.5, Number.NaN, 1),
        note: [null, null, null],
      },
      {},
    );
    const path = join(folder, "trials.parquet");
    writeFileSync(path, bytes);
    const { table: read, lines } = await readModelData(path, model("q-learning"));
    expect(read.subject).toEqual(["007", "007", "b"]);
    expect([read.choice, read.outcome].map(numbers)).toEqual([
      [0, Number.NaN, 1],
      [0.5, Number.NaN, 1],
    ]);
    expect(numbers(lines)).toEqual([1, 2, 3]);
    writeFileSync(path, bytes.subarray(0, bytes.length - 20));
    await expect(readModelData(path, model("q-learning"))).rejects.toThrow("damaged or no Parquet file");
    await expect(readModelData(join(folder, "no.parquet"), model("q-learning"))).rejects.toThrow("cannot read");
  });

  it("start anew where a formula says so", async () => {
    const path = table("subject,trial,choice,outcome\n1,1,0,1\n1,2,1,0\n1,3,1,1\n");
    const read = await readModelData(path, model("q-learning"), { mapping: { session: "trial > 2" } });
    expect(numbers(read.table.session)).toEqual([0, 0, 1]);
  });

  it.each([
    [
      "goes back",
      "1,2,0,1\n1,1,1,0\n1,3,1,0\n",
      /"trial" goes back in 1 of 3 rows within a subject \(first in line 3\)/u,
    ],
    ["is repeated", "1,1,0,1\n1,2,1,0\n1,2,1,0\n", /"trial" is repeated in 1 of 3 rows .*line 4/u],
  ])("say that the number of trials %s", async (_, rows, note) => {
    const { notes, table: read } = await readModelData(
      table(`subject,trial,choice,outcome\n${rows}`),
      model("q-learning"),
    );
    expect(notes.join(" ")).toMatch(note);
    expect(read.choice).toHaveLength(3);
  });

  it("may number trials anew in each session, block and condition, and mix subjects", async () => {
    const text =
      "subject,block,drug,trial,choice,outcome\n1,1,a,1,0,1\n2,1,a,1,0,1\n1,1,a,2,1,0\n1,2,a,1,1,0\n1,2,b,1,1,0\n";
    const { notes } = await readModelData(table(text), model("q-learning"), { extra: ["drug"] });
    expect(notes).toEqual([]);
  });

  it("refuse to choose subjects where there is no column for them", async () => {
    const path = table("choice,outcome\n0,1\n1,0\n");
    await expect(readModelData(path, model("q-learning"), { subjects: ["a"] })).rejects.toThrow(
      "there is no column for the subject",
    );
  });

  it("are taken from hBayesDM's two-step tables, which count the second options through", async () => {
    const path = table("subjID\ttrial\tlevel1_choice\tlevel2_choice\treward\n1\t1\t1\t4\t1\n1\t2\t2\t1\t0\n");
    const { table: read, sources } = await readModelData(path, model("two-step-hybrid"));
    expect([read.firstChoice, read.secondState, read.secondChoice].map(numbers)).toEqual([
      [0, 1],
      [1, 0],
      [1, 0],
    ]);
    expect(sources.get("secondState")).toBe("level2_choice > 2");
  });

  it("keep only rows and subjects that are asked for, and say how many they left out", async () => {
    const path = table("subject,part,choice,outcome\na,test,0,1\na,rest,1,1\nb,test,1,0\n");
    const read = await readModelData(path, model("q-learning"), { rows: { part: "test" }, subjects: ["a"] });
    expect(read.counts.leftOut).toBe(2);
    expect(read.table.subject).toEqual(["a"]);
  });

  it.each([
    ["a column that is missing", "subject,choice\n1,0\n", {}, /needs outcome.*--map outcome=COLUMN/u],
    [
      "columns that are missing, at once",
      "subject,firstChoise\n1,0\n",
      {},
      /needs firstChoice \(.*, secondState \(.*\), and no columns .*did you mean/u,
      "two-step-hybrid",
    ],
    ["text in a number column", "subject,choice,outcome\n1,0,1\n1,1,won\n", {}, /:3: column "outcome".*got "won"/u],
    [
      "an ambiguous option",
      "subject,choice,outcome\n1,-1,0\n1,0,0\n1,1,1\n",
      {},
      /--missing choice=-1 \(or --missing choice=0 if/u,
    ],
    [
      "texts as a condition",
      "subject,game,horizon,isForced,choice,outcome\n1,1,1,yes,0,5\n1,1,1,no,1,5\n",
      {},
      /:2: column "isForced": expected 0 or 1 in 2 rows.*--levels isForced=no,yes/u,
      "horizon-task",
    ],
    ["outcomes of the wrong scale", "subject,choice,outcome\n1,0,50\n1,1,0\n", {}, /:2: column "outcome": 50 is not/u],
    [
      "losses with a sign where amounts are meant",
      "subject,gain,loss,cert,gamble\n1,9,-6,0,1\n1,9,-3,0,0\n",
      {},
      /:2: column "loss": -6 is not .*--map "loss=-loss"/u,
      "prospect-gambling",
    ],
    ["rows of another length", "subject,choice,outcome\n1,0\n", {}, /:2: expected 3 cells/u],
    ["columns that are there twice", "subject,choice,choice\n1,0,1\n", {}, /"choice" appears twice/u],
    [
      "a subject that is missing",
      "subject,choice,outcome\n,0,1\n",
      {},
      /:2: column "subject": the subject is missing/u,
    ],
    [
      "a mapping to nothing",
      "subject,choice,points\n1,0,1\n",
      { mapping: { outcome: "point" } },
      /did you mean "points"/u,
    ],
    [
      "an unknown model column",
      "subject,choice,outcome\n1,0,1\n",
      { mapping: { outcom: "outcome" } },
      /did you mean "outcome"/u,
    ],
    [
      "a subject who is not there",
      "subject,choice,outcome\n1,0,1\n",
      { subjects: ["9"] },
      /no subject 9 in the file; the only one is 1/u,
    ],
    [
      "a time below 0",
      "subject,choice,rt\n1,0,0.5\n1,1,-0.3\n",
      {},
      /-0.3 is not a number of 0 or more; correct it, or empty the cell/u,
      "drift-diffusion",
    ],
    ["an empty file", "", {}, /is empty/u],
  ])("refuse %s", async (_, text, options, message, name = "q-learning") => {
    await expect(readModelData(table(text), model(name), options)).rejects.toThrow(message);
  });

  it("are read where a record is cut by the end of a piece", async () => {
    const rows = Array.from(
      { length: 90_000 },
      (_, row) => `subject number ${row % 7},${row % 2},"${row % 3 === 0 ? 1 : 0}"`,
    );
    const path = table(`subject,choice,outcome\r\n${rows.join("\r\n")}`);
    const { table: read } = await readModelData(path, model("q-learning"));
    expect(read.subject).toHaveLength(90_000);
    expect(numbers(read.outcome).every((value, row) => value === (row % 3 === 0 ? 1 : 0))).toBe(true);
  });
});
