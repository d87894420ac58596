import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { CommandError } from "./failure.ts";
import { demandKind, type FileKind, kindOfFile } from "./fileKind.ts";
import { modelPath } from "./loadModel.ts";

const folder = mkdtempSync(join(tmpdir(), "neohebb-kinds-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

mkdirSync(join(folder, "results"));
writeFileSync(join(folder, "results", "manifest.json"), '{"format": "neohebb-results/1", "name": "x"}');

/** A file of each kind, and a command that takes it. */
const files: Readonly<Record<Exclude<FileKind, "folder" | "interrupted">, readonly [string, string]>> = {
  model: [file("model.yaml", "neohebb: model/1\nname: a\n"), "explain"],
  experiment: [file("experiment.yaml", "neohebb: experiment/1\nmodel: reference-brain\n"), "run"],
  protocol: [file("protocol.json", '{"neohebb": "protocol/1", "model": "model.yaml"}'), "run"],
  behaviouralModel: [file("learner.yaml", "neohebb: behaviour/1\nname: a\n"), "check"],
  bibliography: [file("own.txt", "\n@article{a,\n  title = {A}\n}\n"), "check"],
  table: [file("data.csv", "subject,choice\n1,1\n"), "behaviour"],
  results: [join(folder, "results"), "behaviour"],
  page: [file("report.html", "<!doctype html>"), "browser"],
};
const kinds = Object.keys(files) as (keyof typeof files)[];

function refusal(path: string, wanted: readonly FileKind[]): CommandError {
  try {
    demandKind(path, wanted);
  } catch (error) {
    if (error instanceof CommandError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("the kind of a file", () => {
  it.each(kinds)("is told from its content: %s", (kind) => {
    expect(kindOfFile(files[kind][0])).toBe(kind);
    expect(() => demandKind(files[kind][0], [kind, "folder"])).not.toThrow();
  });

  it("that a command does not take is named, with a command that takes it", () => {
    for (const kind of kinds) {
      const [path, command] = files[kind];
      const { message, code } = refusal(path, kind === "model" ? ["experiment", "protocol"] : ["model"]);
      expect(code, message).toBe(3);
      expect(message.startsWith(`${path}:1:1: this is a`), message).toBe(true);
      expect(message).toContain(command);
    }
    expect(refusal(files.experiment[0], ["model"]).message).toContain("its model is reference-brain");
  });

  it("that cannot be told is no reason to refuse a file", () => {
    for (const path of [file("odd.yaml", "a: 1\n"), file("broken.yaml", "a: [1\n"), join(folder, "none"), folder])
      expect(() => demandKind(path, ["model"])).not.toThrow();
    expect(kindOfFile(folder)).toBe("folder");
    expect(() => modelPath(folder)).toThrow("it is a folder, not the file of a model");
  });
});
