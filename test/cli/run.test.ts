import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, neohebb, root, tinyExperiment, tinyModel } from "../support/command.ts";

const pavlovian = join(root, "examples", "pavlovian.yaml");

interface RunDocument {
  readonly manifest: {
    readonly resultHash: string;
    readonly files: Record<string, string>;
    readonly startedFrom: string | null;
    readonly timing: Readonly<Record<string, unknown>>;
  };
  readonly summary: { readonly groups: readonly { readonly id: string; readonly subjects: number }[] };
}

async function documentOf(arguments_: readonly string[]): Promise<RunDocument> {
  const { code, output, errors } = await neohebb([...arguments_, "--json"]);
  expect(code, errors).toBe(0);
  return JSON.parse(output) as RunDocument;
}

/** Long enough to be stopped in the middle. */
const long = ["--subjects", "40", "--set", "task.options.blocks=6", "--set", "task.options.blockLength=20"];

let wholeRun: Promise<RunDocument> | null = null;
/** The long run without a break. */
function uninterrupted(): Promise<RunDocument> {
  wholeRun ??= documentOf(["run", tinyExperiment, ...long, "--out", join(emptyFolder(), "whole")]);
  return wholeRun;
}

/**
 * Shell commands that run a command with a small disk at a folder and say what it left there: a disk in memory where
 * one may be mounted, else a limit on the size of files.
 */
function smallDisk(folder: string): string {
  const run = `"$@"; code=$?; echo "left: $(ls -A '${folder}')" >&2; exit $code`;
  return (
    `mkdir -p '${folder}'; ` +
    `if unshare -rm true 2>/dev/null; then ` +
    `exec unshare -rm bash -c 'mount -t tmpfs -o size=96k neohebb "$0" && ${run.replaceAll("'", `"`)}' '${folder}' "$@"; fi; ` +
    `ulimit -f 12; (${run}); exit $?`
  );
}

/** A disk in memory may be mounted here. */
const canMount = spawnSync("unshare", ["-rm", "true"]).status === 0;

/**
 * Shell commands that run a command on a disk of its own at a folder, fill the disk when the first unit is there, say how
 * the command ended and what it left, make room again, and resume.
 */
function diskThatFills(folder: string): string {
  const script = [
    'mount -t tmpfs -o size=64m neohebb "$0" || exit 99',
    '"$@" > /dev/null & run=$!',
    'until compgen -G "$0/.tiny.partial/units/*.units" > /dev/null; do sleep 0.01; done',
    'head -c 100M /dev/zero > "$0/filler" 2> /dev/null',
    'wait $run; echo "ended: $?" >&2',
    'echo "left: $(ls -A "$0") $(ls "$0/.tiny.partial")" | tr "\\n" " " >&2',
    'rm "$0/filler"; exec "$1" "$2" resume "$0/tiny" --json',
  ].join("\n");
  return `mkdir -p '${folder}'; exec unshare -rm bash -c '${script}' '${folder}' "$@"`;
}

describe("run", () => {
  it("writes a whole results folder, shows a table and where the report is", async () => {
    const out = join(emptyFolder(), "tiny");
    const { code, output, errors } = await neohebb(["run", tinyExperiment, "--out", out]);
    expect(code, errors).toBe(0);
    expect(output).toContain("Control");
    expect(output).toContain("D1 block");
    expect(output).toContain("report.html");
    expect(Math.max(...output.split("\n").map((line) => Array.from(line).length))).toBeLessThanOrEqual(80);
    expect(errors).toContain("of 8 parts");
    expect(readdirSync(out).sort()).toEqual([
      "manifest.json",
      "report.html",
      "signals.parquet",
      "summary.json",
      "trials.parquet",
      "weights.parquet",
    ]);
    expect(readdirSync(join(out, ".."))).toEqual(["tiny"]);
  });

  it("shows responses to cues where nothing is to be chosen", async () => {
    const out = join(emptyFolder(), "cues");
    const { code, output, errors } = await neohebb([
      ...["run", pavlovian, "--out", out, "--subjects", "4", "--set", "task.options.acquisitionTrials=12"],
    ]);
    expect(code, errors).toBe(0);
    expect(output).toMatch(/resp\. CS\+: mean response to cues followed by reward/u);
    expect(output).toMatch(/Control +4 +\.\d{3} +\.\d{3} +−?\.\d{3} +control/u);
    const report = readFileSync(join(out, "report.html"), "utf8");
    expect(report).toContain("Conditioned response to each cue");
    expect(report).not.toContain("Omissions");
  });

  it("gives the same files with any number of threads", async () => {
    const folder = emptyFolder();
    const [one, two, five] = await Promise.all(
      [1, 2, 5].map((threads) =>
        documentOf(["run", tinyExperiment, "--threads", String(threads), "--out", join(folder, `t${threads}`)]),
      ),
    );
    expect(two!.manifest.files).toEqual(one!.manifest.files);
    expect(five!.manifest.files).toEqual(one!.manifest.files);
    expect(two!.manifest.resultHash).toBe(one!.manifest.resultHash);
    expect(two!.manifest.timing).toMatchObject({ threads: 2 });
    expect(two!.manifest.timing.peakMemory).toBeGreaterThan(20e6);
  });

  it.each([4, 64])("gives the same hash with one thread and with two for %d subjects", async (subjects) => {
    const folder = emptyFolder();
    const hashes = [1, 2].map(async (threads) => {
      const options = [
        "--subjects",
        String(subjects),
        "--threads",
        String(threads),
        "--out",
        join(folder, `t${threads}`),
      ];
      return (await documentOf(["run", tinyExperiment, ...options])).manifest.resultHash;
    });
    const [one, two] = await Promise.all(hashes);
    expect(two).toBe(one);
  });

  it("ends after Ctrl-C with what is finished kept, and resume gives the same files as a run without a break", async () => {
    const folder = emptyFolder();
    const whole = await uninterrupted();
    const out = join(folder, "broken");
    let stopped = false;
    const interrupted = await neohebb(["run", tinyExperiment, ...long, "--out", out], {
      watch: (child, errors) => {
        if (stopped || !/ [1-9]\d* of \d+ parts/u.test(errors)) return;
        stopped = child.kill("SIGINT");
      },
    });
    expect(interrupted.code, interrupted.errors).toBe(130);
    expect(interrupted.errors).toContain("neohebb resume");
    expect(interrupted.output).toBe("");
    expect(existsSync(out)).toBe(false);
    const partial = join(folder, ".broken.partial");
    expect(readdirSync(join(partial, "units")).length).toBeGreaterThan(0);
    const resumed = await documentOf(["resume", out]);
    expect(resumed.manifest.files).toEqual(whole.manifest.files);
    expect(resumed.manifest.startedFrom).toBe(partial);
    expect(existsSync(partial)).toBe(false);
  });

  it("survives kill -9 at any moment: nothing half-written, and the same files in the end", async () => {
    const folder = emptyFolder();
    const whole = await uninterrupted();
    const out = join(folder, "killed");
    for (const wait of [0, 300, 700]) {
      const moment = wait + Math.random() * 300;
      let waiting = false;
      await neohebb(["run", tinyExperiment, ...long, "--out", out], {
        watch: (child, errors) => {
          if (waiting || !errors.includes("simulating")) return;
          waiting = true;
          setTimeout(() => child.kill("SIGKILL"), moment);
        },
      });
      if (existsSync(out)) break;
    }
    const partial = join(folder, ".killed.partial");
    if (existsSync(partial)) {
      const units = join(partial, "units");
      for (const name of readdirSync(units)) {
        const bytes = readFileSync(join(units, name));
        writeFileSync(join(units, name), bytes.subarray(0, Math.ceil(bytes.length * 0.7)));
      }
    }
    const end = existsSync(out)
      ? (JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as RunDocument["manifest"])
      : (await documentOf(["run", tinyExperiment, ...long, "--out", out])).manifest;
    expect(end.files).toEqual(whole.manifest.files);
    expect(readdirSync(folder).sort()).toEqual(["killed"]);
  });

  it("replaces results only with --force", async () => {
    const out = join(emptyFolder(), "tiny");
    const first = await documentOf(["run", tinyExperiment, "--out", out]);
    const again = await neohebb(["run", tinyExperiment, "--out", out, "--seed", "8"]);
    expect(again.code).toBe(2);
    expect(again.errors).toContain("--force");
    const forced = await documentOf(["run", tinyExperiment, "--out", out, "--seed", "8", "--force"]);
    expect(forced.manifest.resultHash).not.toBe(first.manifest.resultHash);
  });

  it.runIf(process.platform === "linux")("does not begin where the disk has too little room", async () => {
    const folder = emptyFolder();
    const { code, errors } = await neohebb(["run", tinyExperiment, "--out", join(folder, "disk", "tiny")], {
      before: smallDisk(join(folder, "disk")),
    });
    expect(code).toBe(3);
    expect(errors).toMatch(
      /the run does not fit: it needs about [\d.]+ MB of disk .*, and 0\.\d MB are there; less is needed/u,
    );
    expect(errors).not.toMatch(/\n\s+at /u);
    expect(errors.trim().split("\n").at(-1)).toBe("left:");
  });

  it.runIf(canMount)("ends when the disk fills while it runs, and goes on when there is room again", async () => {
    const disk = join(emptyFolder(), "disk");
    const whole = await uninterrupted();
    const { code, output, errors } = await neohebb(["run", tinyExperiment, ...long, "--out", join(disk, "tiny")], {
      before: diskThatFills(disk),
    });
    expect(errors).toMatch(/cannot write .*: the disk is full/u);
    expect(errors).toContain("ended: 1");
    expect(errors).toMatch(/left: \.tiny\.partial filler plan\.json units/u);
    expect(code, errors).toBe(0);
    expect((JSON.parse(output) as RunDocument).manifest.files).toEqual(whole.manifest.files);
  });

  it.runIf(process.platform !== "win32")("says so when it may not write there", async () => {
    const folder = emptyFolder();
    const locked = join(folder, "locked");
    mkdirSync(locked);
    chmodSync(locked, 0o555);
    chmodSync(folder, 0o755);
    const nobody = process.getuid?.() === 0 ? { uid: 65534 } : {};
    const { code, errors } = await neohebb(["run", tinyExperiment, "--out", join(locked, "tiny")], nobody);
    expect(code).toBe(1);
    expect(errors).toContain("no permission");
    expect(errors).not.toMatch(/\n\s+at /u);
    expect(readdirSync(locked)).toEqual([]);
  });

  it("says with --dry-run what would run, and writes nothing", async () => {
    const folder = emptyFolder();
    const { code, output } = await neohebb(["run", tinyExperiment, "--dry-run", "--json", "--out", join(folder, "t")]);
    expect(code).toBe(0);
    const facts = JSON.parse(output) as Record<string, number>;
    expect(facts).toMatchObject({
      name: "tiny",
      groups: 2,
      attributionRuns: 2,
      subjectsPerGroup: 5,
      trials: 12,
      units: 8,
    });
    const told = await neohebb(["run", tinyExperiment, "--dry-run", "--out", join(folder, "t")]);
    expect(told.output).toMatch(/groups +2 of 5 subjects\n +control: nothing done\n +blocked: D1 3 Ki\n/u);
    expect(told.output).toMatch(/time +(?:less than 1|about \d+) s of simulation/u);
    expect(facts.microsecondsPerStep).toBeGreaterThan(0);
    expect(facts.bytesOfMemory).toBeGreaterThan(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("ends with a clear message when a number stops being one", async () => {
    const folder = emptyFolder();
    const model = readFileSync(tinyModel, "utf8").replace(/(noise: \{value: 0\.35, range: \[0, )2\]/u, "$11e39]");
    writeFileSync(join(folder, "tinyModel.yaml"), model);
    writeFileSync(join(folder, "tiny.yaml"), readFileSync(tinyExperiment, "utf8"));
    const { code, errors } = await neohebb([
      ...["run", join(folder, "tiny.yaml"), "--out", join(folder, "t"), "--threads", "2"],
      ...["--set", "parameters.noise=1e38"],
    ]);
    expect(code).toBe(1);
    expect(errors).toMatch(/is not a finite number in group "blocked", subject \d, trial \d/u);
    expect(existsSync(join(folder, "t"))).toBe(false);
  });
});
