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
export { machineSurroundings } from "./io/machine.ts";
export { peopleSamples } from "./io/people.ts";
export { resultPaths } from "./io/resultsFolder.ts";
export { runExperiment } from "./io/runExperiment.ts";
export { protocolSurroundings, runProtocolFile } from "./io/runProtocolFile.ts";
