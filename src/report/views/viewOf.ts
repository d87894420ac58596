import { type PlasticitySource, plasticityView } from "./plasticity.ts";
import { type SubjectSource, subjectView } from "./subjects.ts";
import { type TraceSource, traceView } from "./traces.ts";
import type { Selection, View } from "./view.ts";

/** Where a figure's views come from: one view, or data from which the chosen one is made. */
export type Source = { readonly kind: "fixed"; readonly view: View } | SubjectSource | TraceSource | PlasticitySource;

/** The view that a selection asks for; a choice not named is at its first option. */
export function viewOf(source: Source, selection: Selection): View {
  switch (source.kind) {
    case "fixed":
      return source.view;
    case "subjects":
      return subjectView(source, selection);
    case "traces":
      return traceView(source, selection);
    case "plasticity":
      return plasticityView(source, selection);
  }
}
