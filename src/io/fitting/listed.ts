/** Values in a sentence, one after the other: the first so many, with `…` for the others. */
export function listed(values: readonly (number | string)[], most = 12): string {
  return `${values.slice(0, most).join(", ")}${values.length > most ? ", …" : ""}`;
}
