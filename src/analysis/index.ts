export { bootstrapSeed, distributionOf, type GroupName, groupFromTable } from "./behaviour.ts";
export { cautions } from "./cautions.ts";
export { compareBehaviour } from "./compareBehaviour.ts";
export { type DescribedGroup, GroupStatistics, listedSubjects, type MeasuredGroup } from "./groupStatistics.ts";
export { measureDescriptions } from "./measures.ts";
export { effectVerdict, pairedEffect, pairedGroups } from "./pairedEffect.ts";
export { type SubjectTrials, subjectTrials } from "./subjectTrials.ts";
export type * from "./summary.ts";
