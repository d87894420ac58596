export { type CurveComparison, compareCurves } from "./compareCurves.ts";
export { curveTable } from "./curveTable.ts";
export type { Condition, CurveAxis, Protocol, Reference } from "./protocol.ts";
export { type ProtocolFile, protocolSchema, type ReferenceKind } from "./protocolFile.ts";
export { checkRest, type ProtocolSource, readProtocol } from "./readProtocol.ts";
export { type ProtocolSurroundings, resolveProtocol } from "./resolveProtocol.ts";
export { type MeasuredCurve, type ProtocolRunOptions, runProtocol, UnstableProtocolError } from "./runProtocol.ts";
