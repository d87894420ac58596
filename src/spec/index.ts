export { nearestName } from "../math/nearestName.ts";
export { checkModelPart } from "./checkModelPart.ts";
export { checkShape } from "./checkShape.ts";
export { parseEquations } from "./equationParser.ts";
export type { Override } from "./extend.ts";
export { extensionPartSchema, extensionSchema, type ModelExtension } from "./extension.ts";
export { checkFormat, type FileKind, formatOf, formats } from "./format.ts";
export {
  formatIssue,
  type Issue,
  type IssueCode,
  IssueCollector,
  type IssueDetails,
  type Location,
  SpecificationError,
  spelling,
} from "./issue.ts";
export { jsonSchemaOf } from "./jsonSchema.ts";
export type * from "./lowered.ts";
export { checkModel, lowerModel, type OutlinedModel, outlineModel, sessionEvents } from "./lowerModel.ts";
export type { Manipulations } from "./manipulations.ts";
export { type Migrated, type Migration, migrate, migrations } from "./migration.ts";
export {
  type AreaFile,
  type BodyFile,
  type InputFile,
  type ModelFile,
  modelFileSchema,
  modelPartSchema,
  type NucleusFile,
  type ParameterFile,
  type PopulationFile,
  type ProjectionFile,
  type ReceptorFile,
  type RuleFile,
  type VariableFile,
} from "./modelFile.ts";
export { defineModel, extendModel, type ModelFinder, type ModelSource, readModel } from "./modelSource.ts";
export * from "./outline.ts";
export { behaviourGrammar, parseExpression } from "./parser.ts";
export { formatPath, type Path, type Positions, pathPositions, valueAt } from "./positions.ts";
export { readYaml, type YamlDocument, yamlLimits } from "./readYaml.ts";
export { subjectValues } from "./subjectVariables.ts";
export type { Scope } from "./symbols.ts";
export {
  type EquationSyntax,
  type IndexSyntax,
  type InfixOperator,
  type Span,
  type Syntax,
  SyntaxProblem,
} from "./syntax.ts";
export type { Formula, Guard } from "./varied.ts";
export { writeYaml } from "./writeYaml.ts";
