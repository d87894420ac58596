import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Machine } from "../batch.ts";
import { fillTables } from "../generator/draws.ts";
import { generateCode, type WorkPlan } from "../generator/generate.ts";
import type { Shape } from "../generator/shape.ts";
import type { NativeBackend } from "../simulation.ts";
import { cSource } from "./cSource.ts";

/** There is no native code on this machine; the message says why. */
export class NativeUnavailable extends Error {
  override name = "NativeUnavailable";
}

/** What native code is made with. */
export interface NativeOptions {
  /** Subjects of a tile: 4 (the default, as everywhere else), or as many as a vector of the processor holds. */
  readonly lanes?: 4 | 8 | 16 | "widest";
  /** Name of the C compiler; otherwise `CC` of the environment, or the first of cc, gcc, clang that there is. */
  readonly compiler?: string;
  /** Where compiled programs are kept; otherwise the user's cache folder. */
  readonly folder?: string;
}

type Run = (memory: ArrayBuffer, routine: number, tile: number, clock: number, count: number) => void;

const PAGE = 65536;
// Nothing here may loosen arithmetic: every operation is rounded once, in the order written.
const FLAGS = ["-std=gnu11", "-O2", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-w", "-fPIC", "-x", "c"];
const LINK = process.platform === "darwin" ? ["-bundle", "-undefined", "dynamic_lookup"] : ["-shared"];

/**
 * As much side by side as the registers hold. Wide vectors take one post unit at a time, so that weights and traces pass
 * in one stream each; narrow ones would then wait for the sum.
 */
function shapeOf(lanes: number, skip: boolean): Shape {
  const cut = { unitsAbreast: 8, sumsAbreast: 4, changesAbreast: lanes === 4 ? 4 : 1, rowsAbreast: 4, drawsAbreast: 4 };
  return { lanes, vector: 4 * lanes, ...cut, skip, upperProducts: true };
}

/**
 * The back end that writes a program as C and has the machine's compiler make it into code, kept for the next time. It
 * gives the same bits as the others.
 *
 * @throws NativeUnavailable if there is no compiler, or the processor has no vectors as wide as asked for.
 */
export function nativeBackend(options: NativeOptions = {}): NativeBackend & { readonly compiler: string } {
  if (process.platform === "win32") throw new NativeUnavailable("native code cannot be loaded on Windows");
  const { compiler, macros } = findCompiler(options.compiler);
  const widest = /\b__AVX512F__\b/.test(macros) ? 16 : /\b__AVX2__\b/.test(macros) ? 8 : 4;
  const lanes = options.lanes === "widest" ? widest : (options.lanes ?? 4);
  if (lanes > widest) throw new NativeUnavailable(`this processor's vectors hold ${widest} numbers, not ${lanes}`);
  const folder = options.folder ?? cacheFolder();
  const known = new Map<string, Run>();
  return {
    name: "native",
    lanes,
    compiler,
    async compile(program, tables, layout, skip) {
      const code = generateCode(program, tables, layout, shapeOf(lanes, skip));
      const source = cSource(code, lanes);
      const key = createHash("sha256")
        .update(JSON.stringify([source, compiler, macros, FLAGS, LINK]))
        .digest("hex");
      const run = known.get(key) ?? load(await build(source, compiler, folder, key));
      known.set(key, run);
      return {
        end: code.end,
        instantiate: (tilesAddress, bytes, seed) => new NativeMachine(run, code, tilesAddress, bytes, seed, lanes),
      };
    },
  };
}

/** The first compiler that answers, and what it says of this machine's processor (its macros, version included). */
function findCompiler(wanted: string | undefined): { readonly compiler: string; readonly macros: string } {
  const names = wanted !== undefined ? [wanted] : [process.env.CC, "cc", "gcc", "clang"].filter((name) => !!name);
  for (const name of names as string[]) {
    const options = ["-march=native", "-dM", "-E", "-x", "c", "/dev/null"];
    const { status, stdout } = spawnSync(name, options, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    if (status === 0 && stdout.includes("__VERSION__")) return { compiler: name, macros: stdout };
  }
  throw new NativeUnavailable(
    wanted !== undefined
      ? `there is no C compiler ${wanted}`
      : "there is no C compiler (cc, gcc or clang) on this machine",
  );
}

function cacheFolder(): string {
  const base =
    process.env.XDG_CACHE_HOME || join(homedir(), process.platform === "darwin" ? "Library/Caches" : ".cache");
  return join(base, "neohebb", "native");
}

/** Compiles a source unless that was done before, and gives the path of the result. */
async function build(source: string, compiler: string, folder: string, key: string): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  mustBeOurs(folder);
  const path = join(folder, `${key}.node`);
  if (existsSync(path)) {
    mustBeOurs(path);
    return path;
  }
  const temporary = join(folder, `${key}.${process.pid}.${Math.random().toString(36).slice(2)}`);
  const text = `${temporary}.c`;
  try {
    writeFileSync(text, source, { mode: 0o600 });
    await promisify(execFile)(compiler, [...FLAGS, text, ...LINK, "-o", temporary], { maxBuffer: 1 << 24 });
    chmodSync(temporary, 0o700);
    renameSync(temporary, path);
  } catch (error) {
    const reason = (error as { stderr?: string }).stderr?.split("\n")[0] || (error as Error).message;
    throw new NativeUnavailable(`${compiler} could not compile the program: ${reason}`);
  } finally {
    rmSync(text, { force: true });
    rmSync(temporary, { force: true });
  }
  return path;
}

/** Code is loaded only from where nobody else can put it. */
function mustBeOurs(path: string): void {
  const { uid, mode } = statSync(path);
  if (uid === process.getuid?.() && (mode & 0o022) === 0) return;
  throw new NativeUnavailable(`${path} belongs to, or can be changed by, others; native code is not loaded from there`);
}

function load(path: string): Run {
  const loaded: { exports: { run?: Run } } = { exports: {} };
  try {
    process.dlopen(loaded, path);
  } catch (error) {
    throw new NativeUnavailable(`the compiled program cannot be loaded: ${(error as Error).message}`);
  }
  return loaded.exports.run!;
}

class NativeMachine implements Machine {
  readonly memory: ArrayBuffer;
  readonly tilesAddress: number;
  readonly #run: Run;

  constructor(
    run: Run,
    { keys, draws }: WorkPlan,
    tilesAddress: number,
    bytes: number,
    seed: readonly [number, number],
    lanes: number,
  ) {
    // Memory of WebAssembly begins at a page, as wide vectors need.
    const memory = new WebAssembly.Memory({ initial: Math.ceil((tilesAddress + bytes) / PAGE) });
    this.memory = memory.buffer as ArrayBuffer;
    this.tilesAddress = tilesAddress;
    this.#run = run;
    fillTables(new Uint32Array(this.memory), keys, draws, seed, lanes);
  }

  run(routine: number, tileAddress: number, clock: number, count: number): void {
    this.#run(this.memory, routine, tileAddress, clock, count);
  }
}
