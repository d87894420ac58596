/** Exit codes of the command. */
export const exitCodes = { done: 0, failure: 1, wrongUse: 2, wrongFile: 3, strictCheck: 4, interrupted: 130 } as const;

/** An error that ends the command with a message and an exit code. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  readonly code: number;
  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

const codesByName: Readonly<Record<string, number>> = {
  SpecificationError: exitCodes.wrongFile,
  DataFileError: exitCodes.wrongFile,
  Interrupted: exitCodes.interrupted,
};

/** Prints an error (never a stack trace, unless NEOHEBB_DEBUG is set) and gives the exit code for it. */
export function fail(error: unknown): number {
  const known = error instanceof Error ? error : new Error(String(error));
  if (process.env.NEOHEBB_DEBUG) console.error(known.stack);
  else if (known.message !== "") console.error(known.message);
  if (known instanceof CommandError) return known.code;
  if (known.name === "ResultsError" && (known as { avoidable?: boolean }).avoidable) return exitCodes.wrongUse;
  return codesByName[known.name] ?? exitCodes.failure;
}
