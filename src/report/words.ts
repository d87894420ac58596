/** `ventralTegmentalArea` → `ventral tegmental area`. */
export function inWords(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z0-9])/g, " ").replace(/\b[A-Z][a-z]/g, (start) => start.toLowerCase());
}
