import { Code, type Item, type Value } from "../../engine/generator/code.ts";
import type { ConstantPool } from "./constantPool.ts";
import type { DeferredResponse } from "./deferResponse.ts";
import { ExpressionWriter } from "./expressionWriter.ts";
import { type KernelLayout, VECTOR } from "./kernelLayout.ts";
import { SHAPE } from "./trialLoop.ts";

/** Trials whose responses are computed side by side. */
export const ABREAST = 4;

/**
 * Writes the function that goes through the kept arguments of a subject's responses, from its first address to behind
 * the last, and adds to the results.
 *
 * @param abreast - So many at once; their number is a multiple of it.
 */
export function writeResponseLoop(
  { kept, parameters, logarithm, gradient }: DeferredResponse,
  { results }: KernelLayout,
  constants: ConstantPool,
  abreast: number,
): readonly Item[] {
  const code = new Code(SHAPE);
  const origin = code.integer(0);
  const places = [0, ...parameters.map((parameter) => 1 + parameter)].map((place) => results + place * VECTOR);
  const sums = places.map((place) => code.cell(code.load(origin, place, "results", 0)));
  const stride = kept.length * VECTOR;
  code.loopUntil([{ start: code.parameter(0), stride: abreast * stride }], code.parameter(1), ([row]) => {
    const terms: Value[][] = Array.from({ length: abreast }, () => []);
    code.interleave(
      terms.map((own, trial) => () => {
        const writer = new ExpressionWriter(code, constants, {
          column: (column) => code.load(row!, trial * stride + column * VECTOR, "kept", 1),
          parameter: nothingElse,
          element: nothingElse,
        });
        for (const term of [logarithm, ...gradient]) own.push(writer.number(term));
      }),
    );
    sums.forEach((cell, i) => {
      const sum = terms.reduce((before, own) => code.operation("f64x2.add", before, own[i]!), code.get(cell));
      code.set(cell, sum);
    });
  });
  sums.forEach((cell, i) => {
    code.store(origin, places[i]!, code.get(cell));
  });
  return code.items;
}

function nothingElse(): never {
  throw new Error("a response's function has no other argument");
}
