export {
  type BibliographyEntry,
  checkBibliography,
  citation,
  type ReadBibliography,
  readBibliography,
} from "./bibliography.ts";
export { type ComparedModel, compareModels, type Difference, type ModelDifference } from "./difference.ts";
export { differenceText } from "./differenceText.ts";
export { type ExplainedModel, explainModel, explainProjectionAlone } from "./explain.ts";
export type * from "./explanation.ts";
export { explanationText, type TextStyle } from "./explanationText.ts";
export { directReadings, modulatorActions } from "./influences.ts";
export { methodsLatex } from "./latex.ts";
export { methodsMarkdown } from "./markdown.ts";
export { describeMethods } from "./methods.ts";
export type * from "./methodsTables.ts";
export type { ExplainedRuleParameter, RuleParameterUse } from "./ruleParameters.ts";
export { symbolsOf } from "./typeset.ts";
