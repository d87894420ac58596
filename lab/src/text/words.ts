/** `ventralTegmentalArea` as words. */
export function words(name: string): string {
  return name
    .split(".")
    .map((part) => part.replaceAll(/([a-z0-9])([A-Z])/gu, "$1 $2").toLowerCase())
    .join(", ");
}
