export { type Agent, type AgentKind, agentKinds, findAgent, runAgent } from "./agents/index.ts";
export {
  bootstrapSeed,
  compareBehaviour,
  effectVerdict,
  groupFromTable,
  measureDescriptions,
  pairedEffect,
} from "./analysis/index.ts";
export type {
  BehaviourComparison,
  Curve,
  Distribution,
  Effect,
  GroupSummary,
  MeasureName,
  Summary,
} from "./analysis/summary.ts";
export {
  compareModels,
  describeMethods,
  explainModel,
  type MethodsDocument,
  type ModelDifference,
  type ModelExplanation,
  methodsLatex,
  methodsMarkdown,
  readBibliography,
  symbolsOf,
} from "./description/index.ts";
export { ProgramError } from "./engine/checkProgram.ts";
export { createSimulation } from "./engine/createSimulation.ts";
export type {
  Condition,
  Domain,
  Expression,
  Population,
  Program,
  Projection,
  Routine,
  Slice,
  Statement,
  Variable,
} from "./engine/program.ts";
export type { Backend, NativeBackend, NativeProgram, Simulation, SimulationOptions } from "./engine/simulation.ts";
export {
  type CompiledModel,
  type CompileOptions,
  compile,
  type SubjectOptions,
  type TaskReference,
} from "./experiment/compile.ts";
export type { Inputs } from "./experiment/drivenRun.ts";
export { Interrupted, NumericalError, UnstableRunError } from "./experiment/errors.ts";
export { type Evaluation, type EvaluationContext, evaluate, specificationHash } from "./experiment/evaluate.ts";
export type { Experiment, Surroundings } from "./experiment/experiment.ts";
export type { ExperimentFile } from "./experiment/experimentFile.ts";
export type { GroupFile } from "./experiment/groupFile.ts";
export { resultHash } from "./experiment/hash.ts";
export { type SessionPlan, type Unit, unitsOf } from "./experiment/plan.ts";
export { readExperiment } from "./experiment/readExperiment.ts";
export { resolveExperiment } from "./experiment/resolveExperiment.ts";
export {
  type Executor,
  localExecutor,
  memoryStore,
  type Progress,
  runUnits,
  type UnitStore,
} from "./experiment/run.ts";
export {
  type DrivenResult,
  type DrivenRun,
  type DrivenRunOptions,
  type PhaseTable,
  type Sample,
  type SampleTable,
  type SimulatedGroup,
  simulate,
  type TaskResult,
  type TaskRun,
  type TaskRunOptions,
  type Trial,
  type TrialSampleTable,
  type TrialTable,
} from "./experiment/simulate.ts";
export type { PeopleSample } from "./experiment/summarise.ts";
export { runUnit } from "./experiment/unit.ts";
export { packUnit } from "./experiment/unitResult.ts";
export { writeExperiment } from "./experiment/writeExperiment.ts";
export type { FitComparison, FitSummary, FittedModel } from "./fitting/fitSummary.ts";
export { FitInterrupted } from "./fitting/fits/executor.ts";
export { type FitOptions, type Fits, fit, UnsuitableDataError } from "./fitting/fits/fit.ts";
export type { ModelFit, RecordEstimate } from "./fitting/fits/modelFit.ts";
export { parameterTable } from "./fitting/fits/parameterTable.ts";
export type { FitSettings } from "./fitting/fits/settings.ts";
export type { BehaviourDefinition } from "./fitting/model/definition.ts";
export { defineBehaviour, readBehaviour as readBehaviourModel } from "./fitting/model/readBehaviour.ts";
export {
  type Affinity,
  antagonistOccupancy,
  type Drug,
  type DrugKinetics,
  drugDose,
  drugs,
  drugTargetDose,
  type Evidence,
  findDrug,
  findGenotype,
  type Genotype,
  genotypes,
  type HalfOccupancy,
  type Kinetics,
  type ReceptorDose,
  receptorDose,
  type TargetAffinity,
  type TargetDose,
} from "./interventions/index.ts";
export { type BehaviourCells, readBehaviourCells } from "./io/behaviourBytes.ts";
export {
  type BehaviourColumn,
  type FoundColumns,
  findColumns as findBehaviourColumns,
  recognisedNames as behaviourColumnNames,
} from "./io/behaviourColumns.ts";
export { type BehaviourFile, type BehaviourMapping, behaviourIn as behaviourFromCells } from "./io/behaviourFile.ts";
export { behaviourGroups } from "./io/behaviourGroups.ts";
export { behaviourSummary } from "./io/behaviourSummary.ts";
export { type BundledBehaviour, bundledBehaviour, readBundled, samplesOf } from "./io/bundledSets.ts";
export { type CsvTable, DataFileError, type DataProblem } from "./io/csv.ts";
export { type PackedResults, packResults } from "./io/packResults.ts";
export { boxMuller, philox4x32, RandomSequence, type Seed, streamNumber } from "./math/random.ts";
export { type Column, rowCount, rowsWhere, stackTables, type Table } from "./math/table.ts";
export type { BoardEntry } from "./phenomena/board.ts";
export type { Claim } from "./phenomena/claim.ts";
export type { Ablation, Band, Effect as PublishedEffect } from "./phenomena/effect.ts";
export type { EffectFigure } from "./phenomena/effectFigure.ts";
export type { JudgedBand } from "./phenomena/judge.ts";
export { loadScoreboard } from "./phenomena/loadScoreboard.ts";
export type { EffectReadings, EffectRun } from "./phenomena/runEffect.ts";
export {
  type CurveComparison,
  compareCurves,
  type MeasuredCurve,
  type Protocol,
  type ProtocolFile,
  type ProtocolSurroundings,
  readProtocol,
  resolveProtocol,
  runProtocol,
} from "./protocol/index.ts";
export {
  effectPicture,
  type FigureSection,
  type PictureOptions,
  type ReportOptions,
  renderReport,
  reportFigures,
} from "./report/index.ts";
export {
  checkModel,
  defineModel,
  extendModel,
  formatIssue,
  type Issue,
  lowerModel,
  type ModelExtension,
  type ModelFile,
  type ModelFinder,
  type ModelSource,
  outlineModel,
  readModel,
  SpecificationError,
} from "./spec/index.ts";
export type { LoweredModel, LowerOptions } from "./spec/lowered.ts";
export { checkTask, commonColumns, makeTask, type PresentMoment, runTask, TaskPlay, taskKinds } from "./tasks/index.ts";
export type { Deed, Moment, Task, TaskDescription, TaskKind, TaskSession, TrialRow, World } from "./tasks/task.ts";
export { type Dimension, formatQuantity, parseQuantity, parseUnit, type Quantity, UnitError } from "./units/index.ts";
