/** Where and how a command speaks. */
export interface TerminalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Results on standard output; everything else (and, with `json`, all but the document) on standard error. */
export class Terminal {
  readonly json: boolean;
  readonly quiet: boolean;

  constructor({ json = false, quiet = false }: TerminalOptions) {
    this.json = json;
    this.quiet = quiet;
  }

  /** A result for people; nothing when a JSON document is asked for. */
  result(text: string): void {
    if (!this.json && !this.quiet) process.stdout.write(`${text}\n`);
  }

  /** What is going on. */
  note(text: string): void {
    if (!this.quiet) process.stderr.write(`${text}\n`);
  }

  /** The JSON document. */
  document(value: unknown): void {
    if (this.json) process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  bold(text: string): string {
    return usesColour(process.stdout) && !this.json ? `\u001b[1m${text}\u001b[22m` : text;
  }
}

/** Whether a stream shows colours; respects NO_COLOR. */
export function usesColour(stream: NodeJS.WriteStream): boolean {
  return Boolean(stream.isTTY) && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}

/** Width of the terminal, at most 100 and at least 60 characters; 80 if unknown. */
export function terminalWidth(): number {
  return Math.min(100, Math.max(60, process.stdout.columns || 80));
}

/** A text as a word of a shell command. */
export function quoted(text: string): string {
  return /^[\w./=:-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
