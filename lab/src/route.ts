/** Pages by the word after `#/`. */
export const pages = ["brain", "experiment", "play", "compare", "phenomena", "model", "lessons"] as const;
export type Page = (typeof pages)[number];

/** The page that an address names; the first where it names none. */
export function pageOf(hash: string): Page {
  const [, word] = /^#\/(\w+)/u.exec(hash) ?? [];
  return pages.find((page) => page === word) ?? pages[0];
}
