export { type BibliographyEntry, citation, readBibliography } from "./bibliography.ts";
export { type ExplainedModel, explainModel, explainProjectionAlone } from "./explain.ts";
export type * from "./explanation.ts";
export { explanationText, type TextStyle } from "./explanationText.ts";
export { methodsLatex } from "./latex.ts";
export { methodsMarkdown } from "./markdown.ts";
export { describeMethods } from "./methods.ts";
export type * from "./methodsTables.ts";
export { symbolsOf } from "./typeset.ts";
