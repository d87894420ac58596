export { type BibliographyEntry, citation, readBibliography } from "./bibliography.ts";
export { type ExplainedModel, explainModel, explainProjectionAlone } from "./explain.ts";
export type * from "./explanation.ts";
export { explanationText, type TextStyle } from "./explanationText.ts";
