import { maximum, minimum } from "../../math/single.ts";

/** Type of a value: a 32-bit address or counter, or a vector of four lanes. */
export type Type = "i32" | "v128";

/** Opcode (after the 0xfd prefix for vectors), result type and, where a constant result is useful, the operation. */
interface OperationRow {
  readonly simd?: number;
  /** Lane that the instruction names. */
  readonly lane?: number;
  readonly plain?: number;
  readonly result: Type;
  readonly fold?: (a: number, b: number) => number;
}

const fround = Math.fround;

/** The instructions that the generator uses, named as in WebAssembly; vectors may have more than four lanes. `fold` works on binary32 lanes (v128) or on words (i32); numbers in binary64 are not folded here. */
export const OPERATIONS = {
  "i32.add": { plain: 0x6a, result: "i32", fold: (a, b) => (a + b) | 0 },
  "i32.sub": { plain: 0x6b, result: "i32", fold: (a, b) => (a - b) | 0 },
  "i32.mul": { plain: 0x6c, result: "i32", fold: (a, b) => Math.imul(a, b) },
  "i32.ne": { plain: 0x47, result: "i32" },
  "i32.shl": { plain: 0x74, result: "i32", fold: (a, b) => a << b },
  "i32.shr_u": { plain: 0x76, result: "i32", fold: (a, b) => (a >>> b) | 0 },
  "i32x4.splat": { simd: 17, result: "v128" },
  "f32x4.add": { simd: 228, result: "v128", fold: (a, b) => fround(a + b) },
  "f32x4.sub": { simd: 229, result: "v128", fold: (a, b) => fround(a - b) },
  "f32x4.mul": { simd: 230, result: "v128", fold: (a, b) => fround(a * b) },
  "f32x4.div": { simd: 231, result: "v128", fold: (a, b) => fround(a / b) },
  "f32x4.pmin": { simd: 234, result: "v128", fold: minimum },
  "f32x4.pmax": { simd: 235, result: "v128", fold: maximum },
  "f32x4.abs": { simd: 224, result: "v128", fold: Math.abs },
  "f32x4.neg": { simd: 225, result: "v128", fold: (a) => -a },
  "f32x4.sqrt": { simd: 227, result: "v128", fold: (a) => fround(Math.sqrt(a)) },
  "f32x4.floor": { simd: 104, result: "v128", fold: Math.floor },
  "f32x4.eq": { simd: 65, result: "v128" },
  "f32x4.lt": { simd: 67, result: "v128" },
  "f32x4.le": { simd: 69, result: "v128" },
  "f32x4.convert_i32x4_s": { simd: 250, result: "v128" },
  "f32x4.convert_i32x4_u": { simd: 251, result: "v128" },
  "i32x4.add": { simd: 174, result: "v128" },
  "i32x4.sub": { simd: 177, result: "v128" },
  "i32x4.mul": { simd: 181, result: "v128" },
  // Not an instruction of WebAssembly: see `Shape.upperProducts`.
  "i32x4.mul_high_u": { result: "v128" },
  "i32x4.shl": { simd: 171, result: "v128" },
  "i32x4.shr_s": { simd: 172, result: "v128" },
  "i32x4.shr_u": { simd: 173, result: "v128" },
  "i64x2.extmul_low_i32x4_u": { simd: 222, result: "v128" },
  "i64x2.extmul_high_i32x4_u": { simd: 223, result: "v128" },
  "i32x4.extract_lane_0": { simd: 27, lane: 0, result: "i32" },
  "f64x2.add": { simd: 240, result: "v128" },
  "f64x2.sub": { simd: 241, result: "v128" },
  "f64x2.mul": { simd: 242, result: "v128" },
  "f64x2.div": { simd: 243, result: "v128" },
  "f64x2.pmin": { simd: 246, result: "v128" },
  "f64x2.pmax": { simd: 247, result: "v128" },
  "f64x2.abs": { simd: 236, result: "v128" },
  "f64x2.neg": { simd: 237, result: "v128" },
  "f64x2.sqrt": { simd: 239, result: "v128" },
  "f64x2.floor": { simd: 117, result: "v128" },
  "f64x2.eq": { simd: 71, result: "v128" },
  "f64x2.ne": { simd: 72, result: "v128" },
  "f64x2.lt": { simd: 73, result: "v128" },
  "f64x2.le": { simd: 75, result: "v128" },
  "i64x2.shl": { simd: 203, result: "v128" },
  "i64x2.shr_u": { simd: 205, result: "v128" },
  "i64x2.add": { simd: 206, result: "v128" },
  "v128.any_true": { simd: 83, result: "i32" },
  "v128.and": { simd: 78, result: "v128" },
  "v128.or": { simd: 80, result: "v128" },
  "v128.andnot": { simd: 79, result: "v128" },
  "v128.xor": { simd: 81, result: "v128" },
  "v128.not": { simd: 77, result: "v128" },
  "v128.bitselect": { simd: 82, result: "v128" },
} as const satisfies Record<string, OperationRow>;

/** Name of an instruction without immediate. */
export type OperationName = keyof typeof OPERATIONS;

/** An operation with a number of its own, from 0. */
export interface Operation extends OperationRow {
  readonly number: number;
}

const operations = new Map<string, Operation>(
  Object.entries(OPERATIONS).map(([name, row]: [string, OperationRow], number) => {
    // All have the same fields in the same order, so that reading one is quick.
    const { simd, lane, plain, result, fold } = row;
    return [name, { number, simd, lane, plain, result, fold } as Operation];
  }),
);

/** How many operations there are. */
export const operationNumbers = operations.size;

/** The operation of a name. */
export function operationNamed(name: OperationName): Operation {
  return operations.get(name)!;
}
