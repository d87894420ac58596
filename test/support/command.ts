import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach } from "vitest";

/** The project's folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** The built command. */
export const command = join(root, "dist", "cli.js");
/** The tiny experiment that tests run. */
export const tinyExperiment = join(root, "src", "experiment", "fixtures", "tinyExperiment.yaml");
export const tinyModel = join(root, "src", "experiment", "fixtures", "tinyModel.yaml");

/** How a command ended. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

/** What may be said of how to run it. */
export interface RunOptions {
  readonly cwd?: string;
  readonly uid?: number;
  /** A shell command before it, such as a limit on the size of files. */
  readonly before?: string;
  /** Called whenever it has written something on standard error. */
  readonly watch?: (child: ChildProcess, errors: string) => void;
}

/** Runs the built command and waits for its end. */
export function neohebb(arguments_: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  if (!existsSync(command)) throw new Error("the command is not built: npm run build");
  const all = [command, ...arguments_];
  const [file, list] = options.before
    ? ["bash", ["-c", `${options.before}; exec "$@"`, "bash", process.execPath, ...all]]
    : [process.execPath, all];
  const child = spawn(file, list, {
    cwd: options.cwd ?? root,
    env: { ...process.env, NEOHEBB_DEBUG: "", NO_COLOR: "1" },
    ...(options.uid === undefined ? {} : { uid: options.uid }),
  });
  let output = "";
  let errors = "";
  child.stdout.on("data", (data) => {
    output += String(data);
  });
  child.stderr.on("data", (data) => {
    errors += String(data);
    options.watch?.(child, errors);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, output, errors }));
  });
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder that is removed after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "neohebb-cli-"));
  folders.push(folder);
  return folder;
}
