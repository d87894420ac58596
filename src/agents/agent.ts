import type { RandomSequence } from "../math/random.ts";

/** A simple rule of behaviour for one subject, to compare brains and people with. */
export interface Agent {
  /** Takes an option. */
  choose(): number;
  /** Learns from the outcome of the option taken. */
  learn(choice: number, reward: number): void;
}

/** A registered kind of agent. */
export interface AgentKind {
  /** Id with version, `q-learner-v1`. */
  readonly id: string;
  readonly label: string;
  /** What it does, in a sentence. */
  readonly description: string;
  /** Keys of references.bib. */
  readonly sources: readonly string[];
  /** Its parameters were fitted to real behaviour, so that it is not a trivial rule. */
  readonly fitted?: boolean;
  /**
   * A new subject.
   *
   * @param options - Number of options.
   * @param random - The subject's own random numbers.
   */
  make(options: number, random: RandomSequence): Agent;
}
