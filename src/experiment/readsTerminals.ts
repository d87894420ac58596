import type { LoweredModel } from "../spec/index.ts";

/** Whether a projection's sum or its synapses read the firing of its terminals, which light on them changes. */
export function readsTerminals({ program }: LoweredModel, projection: string, rate: string): boolean {
  const own = new Set(
    program.variables
      .filter(({ domain }) => domain.kind === "projection" && domain.projection === projection)
      .map(({ name }) => name),
  );
  const isRate = (node: Node): boolean => node.kind === "read" && node.variable === rate && node.at === "pre";
  return program.routines.some(({ statements }) =>
    statements.some(({ variable, expression }) =>
      has(expression, (node) =>
        node.kind === "gather"
          ? node.projection === projection && has(node.body as Node, isRate)
          : own.has(variable) && isRate(node),
      ),
    ),
  );
}

/** A part of an expression or condition. */
type Node = { readonly kind: string; readonly [key: string]: unknown };

function has(node: object, wanted: (node: Node) => boolean): boolean {
  return (
    wanted(node as Node) ||
    Object.values(node).some((part) => typeof part === "object" && part !== null && "kind" in part && has(part, wanted))
  );
}
