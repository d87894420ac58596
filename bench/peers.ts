import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Estimate } from "./peerStatistics.ts";

/** Other software that runs workload R: a program of `bench/peers` and the environment that it needs. */
const peers = [
  { name: "jax", program: "jax_peer.py", environment: "jax" },
  { name: "brainstate", program: "brainstate_peer.py", environment: "jax" },
  { name: "numpy", program: "numpy_peer.py", environment: "jax" },
  { name: "torch", program: "torch_peer.py", environment: "torch" },
] as const;
export type PeerName = (typeof peers)[number]["name"];
const PEERS: readonly PeerName[] = peers.map(({ name }) => name);

/** What a peer answers to a request. */
interface Answer {
  readonly cpuSeconds: number;
  readonly statistics: readonly Estimate[] | null;
}

/** A peer's process, which keeps its compiled programs from one run to the next. */
export class Peer {
  readonly name: PeerName;
  readonly version: string;
  readonly #answers: Answers;
  #seed = 0;

  private constructor(name: PeerName, version: string, answers: Answers) {
    this.name = name;
    this.version = version;
    this.#answers = answers;
  }

  /** Starts a peer's program. @throws Error with its last words if it does not start. */
  static async start(name: PeerName, python: string, program: string): Promise<Peer> {
    const answers = new Answers(python, join("bench", "peers", program));
    const { version } = await answers.next<{ readonly version: string }>();
    return new Peer(name, version, answers);
  }

  /** Seconds of processor time of one run of all steps; the first run of a size is made twice, as it compiles. */
  async run(subjects: number, steps: number): Promise<number> {
    return (await this.#request(subjects, steps, false)).cpuSeconds;
  }

  /** The statistics of one run: mean and spread of each projection's weights and of both halves of the rates. */
  async statistics(subjects: number, steps: number): Promise<readonly Estimate[]> {
    return (await this.#request(subjects, steps, true)).statistics!;
  }

  async #request(subjects: number, steps: number, statistics: boolean): Promise<Answer> {
    this.#answers.ask({ subjects, steps, seed: ++this.#seed, statistics });
    return this.#answers.next<Answer>();
  }

  /** Ends the process. */
  end(): void {
    this.#answers.end();
  }
}

/** Longest wait for an answer, ms: the first one of a size compiles, which takes minutes on a busy machine. */
const PATIENCE = 15 * 60_000;

/** A program that is asked, and answers, by lines of JSON. */
export class Answers {
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #lines: AsyncIterator<string>;
  #errors = "";

  /** @param options - Of the program. */
  constructor(python: string, program: string, options: readonly string[] = []) {
    this.#process = spawn(python, [program, ...options], { stdio: ["pipe", "pipe", "pipe"] });
    this.#process.stderr.on("data", (data) => {
      this.#errors = `${this.#errors}${data}`.slice(-4000);
    });
    this.#process.on("error", ({ message }) => {
      this.#errors = message;
    });
    // A process that ends while it is asked is noticed by the answer that fails to come.
    this.#process.stdin.on("error", () => {});
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  ask(request: object): void {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
  }

  async next<T>(): Promise<T> {
    const { value, done } = await this.#withPatience(this.#lines.next());
    if (done) throw new Error(lastLine(this.#errors) ?? "it ended without a word");
    return JSON.parse(value) as T;
  }

  end(): void {
    this.#process.stdin.end();
    this.#process.kill();
  }

  /** What comes, or an error (and the end of the program) if it does not come in time. */
  async #withPatience<T>(answer: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.end();
        reject(new Error(`it gave no answer within ${PATIENCE / 60_000} minutes`));
      }, PATIENCE);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Peers that run here, and why the others do not. */
export interface Peers {
  readonly running: readonly Peer[];
  readonly missing: Readonly<Partial<Record<PeerName, string>>>;
}

/** The peers that `--peers` asks for: those named after it (`--peers torch,jax`), or all. @throws Error if unknown. */
export function peersAskedFor(options: readonly string[]): readonly PeerName[] {
  const place = options.indexOf("--peers");
  if (place < 0) return [];
  const named = options[place + 1];
  if (named === undefined || named.startsWith("--")) return PEERS;
  return named.split(",").map((name) => {
    const peer = PEERS.find((known) => known === name);
    if (peer === undefined) throw new Error(`there is no peer "${name}" (expected ${PEERS.join(", ")})`);
    return peer;
  });
}

/** Installs peers into environments of their own in the user's cache folder, once, and starts them. */
export async function startPeers(asked: readonly PeerName[], say: (text: string) => void): Promise<Peers> {
  const running: Peer[] = [];
  const missing: Partial<Record<PeerName, string>> = {};
  const environments = new Map<string, string | Error>();
  for (const { name, program, environment } of peers) {
    if (!asked.includes(name)) {
      missing[name] = "not asked for: --peers";
      continue;
    }
    if (!environments.has(environment)) environments.set(environment, installed(environment, say));
    const python = environments.get(environment)!;
    try {
      if (python instanceof Error) throw python;
      running.push(await Peer.start(name, python, program));
    } catch (error) {
      missing[name] = (error as Error).message;
      say(`${name} is left out: ${missing[name]}`);
    }
  }
  return { running, missing };
}

/** The Python of an environment with the pinned packages, installed once, or why there is none. */
export function installed(environment: string, say: (text: string) => void): string | Error {
  const requirements = join("bench", "peers", `requirements-${environment}.txt`);
  const python = process.env.PYTHON ?? "python3";
  const version = spawnSync(python, ["--version"], { encoding: "utf8" });
  if (version.status !== 0) return new Error(`there is no ${python}`);
  const key = createHash("sha256").update(readFileSync(requirements)).update(version.stdout).digest("hex").slice(0, 12);
  const folder = join(cacheFolder(), `${environment}-${key}`);
  const own = process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
  const mark = join(folder, "complete");
  if (existsSync(mark)) return own;
  say(`installing ${requirements} into ${folder}`);
  mkdirSync(folder, { recursive: true });
  const commands: [string, string[]][] = [
    [python, ["-m", "venv", "--clear", folder]],
    [own, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]],
  ];
  for (const [program, arguments_] of commands) {
    const { status, stderr, error } = spawnSync(program, arguments_, { encoding: "utf8" });
    if (status !== 0) return new Error(`it could not be installed: ${lastLine(stderr ?? "") ?? error?.message}`);
  }
  writeFileSync(mark, "");
  return own;
}

function cacheFolder(): string {
  const base =
    process.env.XDG_CACHE_HOME || join(homedir(), process.platform === "darwin" ? "Library/Caches" : ".cache");
  return join(base, "neohebb", "peers");
}

function lastLine(text: string): string | undefined {
  return text.trim().split("\n").at(-1) || undefined;
}
