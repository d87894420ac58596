import { join } from "node:path";
import { Answers, installed } from "../peers.ts";

/** Other software that fits: a program of this folder and the environment that it needs. */
const programs = {
  numpyro: { program: "numpyro_peer.py", options: [], environment: "fitting" },
  scipy: { program: "scipy_peer.py", options: [], environment: "fitting" },
  pyhgf: { program: "pyhgf_peer.py", options: [], environment: "hgf" },
  "pyhgf, double precision": { program: "pyhgf_peer.py", options: ["double"], environment: "hgf" },
} as const;
export type FittingPeerName = keyof typeof programs;

/** A peer's process, which keeps what it has compiled from one request to the next. */
export class FittingPeer {
  readonly version: string;
  readonly #answers: Answers;

  private constructor(version: string, answers: Answers) {
    this.version = version;
    this.#answers = answers;
  }

  static async start(python: string, program: string, options: readonly string[]): Promise<FittingPeer> {
    const answers = new Answers(python, join("bench", "fitting", program), options);
    const { version } = await answers.next<{ readonly version: string }>();
    return new FittingPeer(version, answers);
  }

  /** @throws Error with what the peer says went wrong. */
  async ask<Answer extends object>(request: object): Promise<Answer> {
    this.#answers.ask(request);
    const answer = await this.#answers.next<Answer | { readonly error: string }>();
    if ("error" in answer) throw new Error(answer.error);
    return answer;
  }

  end(): void {
    this.#answers.end();
  }
}

/** Starts a peer; null where it does not run here, which is said. */
export async function startFittingPeer(
  name: FittingPeerName,
  say: (text: string) => void,
): Promise<FittingPeer | null> {
  const { program, options, environment } = programs[name];
  try {
    const python = installed(environment, say);
    if (python instanceof Error) throw python;
    return await FittingPeer.start(python, program, options);
  } catch (error) {
    say(`${name} is left out: ${(error as Error).message}`);
    return null;
  }
}
