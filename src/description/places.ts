import type { Location } from "../spec/index.ts";

/** A place as `file:line`. */
export function placeText(place: Location | undefined): string {
  if (!place) return "";
  return place.line > 0 ? `${place.file}:${place.line}` : `${place.file}: ${place.path}`;
}
