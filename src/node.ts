/** What needs files or threads: the public interface on a machine, beside the one that also runs in pages. */
export {
  type NativeOptions,
  NativeUnavailable,
  nativeBackend,
} from "./engine/native/nativeBackend.node.ts";
export { type BackendName, backendNamed, backendNames } from "./io/backends.ts";
export { type BundledBehaviour, bundledBehaviour, loadBundled } from "./io/behaviourBundled.ts";
export { type BehaviourFile, type BehaviourMapping, readBehaviour } from "./io/behaviourFile.ts";
export { DataFileError, type DataProblem } from "./io/csv.ts";
export { bundledBehaviourModels, loadBehaviourModel } from "./io/fitting/behaviourModels.ts";
export { fitThreads } from "./io/fitting/fitThreads.node.ts";
export { type FitData, readyFit } from "./io/fitting/prepareFits.ts";
export { type FinishedFit, type FitRequest, runFit } from "./io/fitting/runFit.ts";
export { machineSurroundings } from "./io/machine.ts";
export { peopleSamples } from "./io/people.ts";
export { resultPaths } from "./io/resultsFolder.ts";
export { runExperiment } from "./io/runExperiment.ts";
export { protocolSurroundings, runProtocolFile } from "./io/runProtocolFile.ts";
