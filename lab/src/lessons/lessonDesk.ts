import { readBibliography } from "neohebb";
import bibliographyText from "../../../references.bib?raw";
import { lessons } from "./index.ts";
import type { Findings } from "./lesson.ts";
import { runLesson } from "./runLesson.ts";

/** A publication to go on with. */
export interface FurtherReading {
  readonly authors: string;
  readonly year: string;
  readonly title: string;
  readonly journal: string;
  readonly doi: string | null;
}

/** From the page. */
export type LessonRequest =
  | { readonly kind: "reading"; readonly keys: readonly string[] }
  | { readonly kind: "run"; readonly lesson: string };

export type LessonReply =
  | { readonly kind: "reading"; readonly reading: readonly FurtherReading[] }
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "ran"; readonly findings: Findings }
  | { readonly kind: "failed"; readonly message: string };

const send = (reply: LessonReply) => postMessage(reply);
/** Progress is told at most so often, ms. */
const progressEvery = 100;

/** Answers a request of the page Lessons. */
export async function answer(request: LessonRequest): Promise<void> {
  if (request.kind === "reading") {
    const bibliography = readBibliography(bibliographyText);
    send({ kind: "reading", reading: request.keys.map((key) => readingOf(bibliography.get(key)!.fields)) });
    return;
  }
  const lesson = lessons.find(({ id }) => id === request.lesson);
  if (!lesson) throw new RangeError(`there is no lesson ${request.lesson}`);
  let told = 0;
  const findings = await runLesson(lesson, (share) => {
    const now = performance.now();
    if (now - told < progressEvery) return;
    told = now;
    send({ kind: "progress", share });
  });
  send({ kind: "ran", findings });
}

function readingOf({ author = "", year = "", title = "", journal = "", doi }: Readonly<Record<string, string>>) {
  const names = author.split(" and ").map((name) => name.split(",")[0]!.trim());
  const authors = names.length > 3 ? `${names[0]} et al.` : names.join(", ");
  return { authors, year, title: title.replaceAll(/[{}]/gu, ""), journal, doi: doi ?? null };
}
