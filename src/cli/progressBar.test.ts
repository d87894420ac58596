import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import type { Progress } from "../experiment/run.ts";
import { ProgressBar } from "./progressBar.ts";

const progress = (done: number): Progress => ({
  done,
  total: 40,
  kept: 0,
  sessionsPerSecond: 12.34,
  secondsLeft: done === 0 ? null : 75,
  last: done === 0 ? "" : "dopamine-block",
});

/** What is written while a run goes on, to a terminal or to a file. */
function written(isTTY: boolean, silent = false): string {
  const stream = Object.assign(new PassThrough(), { isTTY });
  const bar = new ProgressBar(silent, stream as unknown as NodeJS.WriteStream);
  bar.stage("simulating");
  for (let done = 0; done <= 40; done++) bar.update(progress(done));
  bar.stage("writing");
  bar.end();
  return String(stream.read() ?? "");
}

describe("progress", () => {
  it("is a bar in a terminal, with what is being done, rate and time left, and leaves no line behind", () => {
    const text = written(true);
    expect(text).toContain("━");
    expect(text).toContain("dopamine-block");
    expect(text).toContain("100 % 12.3 subjects/s, done");
    expect(text).not.toContain("\n");
    expect(text.endsWith("\r\u001b[K")).toBe(true);
  });

  it("is a plain line at each tenth elsewhere", () => {
    const lines = written(false).trimEnd().split("\n");
    expect(lines[0]).toBe("simulating: 0 of 40 parts, 12.3 subjects/s, time left unknown");
    expect(lines[1]).toBe("simulating: 4 of 40 parts, 12.3 subjects/s, 1 min 15 s left");
    expect(lines.at(-2)).toBe("simulating: 40 of 40 parts, 12.3 subjects/s, done");
    expect(lines).toHaveLength(12);
    expect(lines.join("")).not.toMatch(/[━\r]/u);
  });

  it("is nothing when quiet", () => {
    expect(written(true, true)).toBe("");
  });
});
