import { readFileSync } from "node:fs";
import { writeWhole } from "../io/files.ts";
import { migrate, SpecificationError } from "../spec/index.ts";
import { Terminal } from "./terminal.ts";

/** Options of `migrate`. */
export interface MigrateOptions {
  readonly write?: boolean;
  readonly json?: boolean;
}

/** `neohebb migrate`. @throws SpecificationError if the file cannot be brought to the newest version. */
export async function migrateFile(file: string, options: MigrateOptions): Promise<void> {
  const terminal = new Terminal(options);
  const { text, from, to, done, issues } = migrate(readFileSync(file, "utf8"), file);
  const errors = issues.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new SpecificationError(errors);
  const isWritten = options.write === true && done.length > 0;
  if (isWritten) writeWhole(file, text);
  terminal.document({ file, from, to, done, written: isWritten, text });
  for (const one of done) terminal.note(one);
  if (done.length === 0) terminal.note(`${file} is of the newest version already${from === null ? "" : ` (${from})`}`);
  else if (isWritten) terminal.note(`Written: ${file} (${from} → ${to})`);
  else terminal.result(text.trimEnd());
}
