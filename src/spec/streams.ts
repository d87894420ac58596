import type { IssueCollector, Location } from "./issue.ts";
import type { Syntax } from "./syntax.ts";

/** FNV-1a, 32 bits, over UTF-16 units. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return hash >>> 0;
}

/** Numbers of random streams: a hash of the owner, the quantity and the draw's place in its equations. */
export class RandomStreams {
  private readonly taken = new Map<number, string>();
  private readonly draws = new Map<string, Map<Syntax, number>>();
  private readonly issues: IssueCollector;

  constructor(issues: IssueCollector) {
    this.issues = issues;
  }

  /** The stream of a draw; the same draw gets the same stream again. */
  forDraw(key: string, draw: Syntax, place: Location): number {
    const known = this.draws.get(key) ?? new Map<Syntax, number>();
    this.draws.set(key, known);
    const ordinal = known.get(draw) ?? known.size;
    known.set(draw, ordinal);
    return this.forName(`${key}#${ordinal}`, place);
  }

  /** The stream of a name. */
  forName(name: string, place: Location): number {
    const stream = hash32(name);
    this.claim(stream, name, place);
    return stream;
  }

  /** Notes a stream that the model numbers itself. */
  given(stream: number, place: Location): void {
    this.claim(stream, "a number given in the model", place);
  }

  private claim(stream: number, name: string, place: Location): void {
    const before = this.taken.get(stream);
    if (before === undefined) this.taken.set(stream, name);
    else if (before !== name)
      this.issues.error("duplicate", place, `random stream ${stream} is already used by ${before}`, {
        hint: "give this draw a number of its own: normal(17)",
      });
  }
}
