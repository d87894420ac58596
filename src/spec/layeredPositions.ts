import type { Location } from "./issue.ts";
import type { Path, Positions } from "./positions.ts";

interface Origin {
  readonly positions: Positions;
  readonly path: Path;
}

/** Positions of a document parts of which were replaced by parts of others. */
export class LayeredPositions implements Positions {
  readonly file: string;
  private readonly base: Positions;
  private readonly replaced = new Map<string, Origin>();

  constructor(base: Positions) {
    this.base = base;
    this.file = base.file;
  }

  /** From now on the part at `path` stands at `from` of another document. */
  replace(path: Path, positions: Positions, from: Path = path): void {
    this.replaced.set(pathKey(path), { positions, path: from });
  }

  value(path: Path): Location {
    const origin = this.origin(path);
    return origin.positions.value(origin.path);
  }

  key(path: Path): Location {
    const origin = this.origin(path);
    return origin.positions.key(origin.path);
  }

  within(path: Path, offset: number): Location {
    const origin = this.origin(path);
    return origin.positions.within(origin.path, offset);
  }

  /** The innermost replaced part that holds a path, or the path in the base. */
  private origin(path: Path): Origin {
    for (let length = path.length; length > 0; length--) {
      const found = this.replaced.get(pathKey(path.slice(0, length)));
      if (found) return { positions: found.positions, path: [...found.path, ...path.slice(length)] };
    }
    return { positions: this.base, path };
  }
}

/** A path as the key of a map. */
export function pathKey(path: Path): string {
  return path.join("\u0000");
}
