import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { bitsOf, type Conditions, type Workload } from "./bits.ts";

/** Run as a program: prints the digests of the workloads in a file. Run in a thread: for the subjects it is given. */
const task = workerData as { readonly file: string; readonly conditions: Conditions } | null;
const workloads = JSON.parse(readFileSync(task?.file ?? process.argv[2]!, "utf8")) as Workload[];
const digests = await Promise.all(workloads.map((workload) => bitsOf(workload, task?.conditions)));
if (parentPort) parentPort.postMessage(digests);
else process.stdout.write(JSON.stringify(digests));
