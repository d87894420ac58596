import type { SimulationOptions } from "../engine/simulation.ts";

/** The back ends that experiments can be run with on a machine. */
export const backendNames = ["wasm", "native", "interpreter"] as const;

/** Which code runs the sessions: results are the same to the bit. */
export type BackendName = (typeof backendNames)[number];

/**
 * A back end by its name, four lanes wide.
 *
 * @throws NativeUnavailable if native code is asked for and cannot be had.
 */
export async function backendNamed(name: BackendName): Promise<NonNullable<SimulationOptions["backend"]>> {
  if (name !== "native") return name;
  return (await import("../engine/native/nativeBackend.node.ts")).nativeBackend();
}
