export { bootstrapSeed, distributionOf, type GroupName, groupFromTable } from "./behaviour.ts";
export { cautions } from "./cautions.ts";
export { compareBehaviour } from "./compareBehaviour.ts";
export { measureDescriptions } from "./measures.ts";
export { effectVerdict, pairedEffect } from "./pairedEffect.ts";
export { type SubjectTrials, subjectTrials } from "./subjectTrials.ts";
export type * from "./summary.ts";
