/** A changed stretch of a file: whole lines, from the first that differs to the last. */
export interface FilePatch {
  /** Lines before the stretch. */
  readonly from: number;
  /** Lines of the original that it takes the place of. */
  readonly removed: number;
  readonly lines: readonly string[];
  /** Check sum of the original, so that a patch is never put onto another text. */
  readonly of: number;
}

/** What somebody changed in a bundled model. */
export interface ModelEdits {
  /** New values by the parameter's name, with unit. */
  readonly parameters: Readonly<Record<string, string>>;
  /** By the file's path. */
  readonly files: Readonly<Record<string, FilePatch>>;
}

/** Nothing changed. */
export const noEdits: ModelEdits = { parameters: {}, files: {} };

/** Whether something is changed. */
export function hasEdits({ parameters, files }: ModelEdits): boolean {
  return Object.keys(parameters).length + Object.keys(files).length > 0;
}

/** The stretch in which a text differs from the original; null where it does not. */
export function patchOf(original: string, text: string): FilePatch | null {
  if (original === text) return null;
  const [before, after] = [original.split("\n"), text.split("\n")];
  const least = Math.min(before.length, after.length);
  let from = 0;
  while (from < least && before[from] === after[from]) from++;
  let same = 0;
  while (same < least - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return {
    from,
    removed: before.length - same - from,
    lines: after.slice(from, after.length - same),
    of: checkSum(original),
  };
}

/** The text that a patch makes of the original. @throws RangeError if it was made for another text. */
export function patched(original: string, { from, removed, lines, of }: FilePatch, file: string): string {
  if (checkSum(original) !== of)
    throw new RangeError(`${file} is another than the one that was changed; the change cannot be put into it`);
  const all = original.split("\n");
  all.splice(from, removed, ...lines);
  return all.join("\n");
}

/** Edits as a link or the browser's storage carries them; null where it says nothing of the kind. */
export function readEdits(value: unknown): ModelEdits | null {
  if (!isRecord(value) || !isRecord(value.parameters) || !isRecord(value.files)) return null;
  const parameters = Object.entries(value.parameters);
  const files = Object.entries(value.files);
  if (!parameters.every(([, text]) => typeof text === "string") || !files.every(([, patch]) => isPatch(patch)))
    return null;
  return { parameters: Object.fromEntries(parameters), files: Object.fromEntries(files) } as ModelEdits;
}

function isPatch(value: unknown): value is FilePatch {
  return (
    isRecord(value) &&
    [value.from, value.removed, value.of].every((number) => Number.isSafeInteger(number) && (number as number) >= 0) &&
    Array.isArray(value.lines) &&
    value.lines.every((line) => typeof line === "string")
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** FNV-1a over the text's UTF-16 units, 32 bits. */
function checkSum(text: string): number {
  let sum = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) sum = Math.imul(sum ^ text.charCodeAt(place), 0x01000193);
  return sum >>> 0;
}
