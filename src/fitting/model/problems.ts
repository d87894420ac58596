import { type Issue, IssueCollector, type Path, type Positions, SyntaxProblem } from "../../spec/index.ts";
import { ExpressionProblem } from "./scope.ts";

/** Thrown once a problem has been reported, to leave what it spoils. */
class Reported extends Error {}

/** Gathers what is wrong with a file, each at its place. */
export class Problems {
  readonly collector = new IssueCollector();
  readonly positions: Positions;
  constructor(positions: Positions) {
    this.positions = positions;
  }

  /** Does something with the text at a path; null where that was wrong, which is reported. */
  attempt<T>(path: Path, action: () => T): T | null {
    try {
      return action();
    } catch (error) {
      if (error instanceof Reported) return null;
      this.report(path, error);
      return null;
    }
  }

  /** The same for a part, whose problem spoils the whole that is attempted around it. */
  require<T>(path: Path, action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof Reported)) this.report(path, error);
      throw new Reported();
    }
  }

  /** Reports a problem of the text at a path. @throws what is none. */
  report(path: Path, error: unknown): void {
    if (error instanceof ExpressionProblem)
      this.collector.error(error.code, this.positions.within(path, error.span.start), error.message, error.details);
    else if (error instanceof SyntaxProblem) {
      const { expected, got, hint } = error;
      this.collector.error("syntax", this.positions.within(path, error.offset), error.message, {
        ...(expected === undefined ? {} : { expected }),
        ...(got === undefined ? {} : { got }),
        ...(hint === undefined ? {} : { hint }),
      });
    } else throw error;
  }

  get issues(): readonly Issue[] {
    return this.collector.all;
  }
}
