import type { Condition, Expression, Program } from "../engine/index.ts";

/** A kind of operation that a model uses. */
export interface OperationDescription {
  readonly name: string;
  /** Whether it needs nothing but what is at hand where it is done: a synapse, a unit, an area, broadcast numbers. */
  readonly local: boolean;
  readonly doc: string;
}

const docs: Readonly<Record<string, string>> = {
  add: "sum of two numbers at the same place",
  subtract: "difference of two numbers at the same place",
  multiply: "product of two numbers at the same place",
  divide: "quotient of two numbers at the same place",
  minimum: "the smaller of two numbers at the same place",
  maximum: "the larger of two numbers at the same place",
  negate: "change of sign",
  absolute: "absolute value",
  squareRoot: "square root",
  exponential: "exponential function",
  logarithm: "natural logarithm",
  tanh: "hyperbolic tangent",
  floor: "rounding down",
  choice: "one of two numbers by a comparison at the same place",
  normal: "normally distributed random number, drawn for each element and step",
  uniform: "uniformly distributed random number, drawn for each element and step",
  index: "place of a unit in its population",
  clock: "number of the step",
  readPresynaptic: "a synapse reads its presynaptic unit",
  readPostsynaptic: "a synapse reads its postsynaptic unit",
  readAligned: "a unit reads the unit at the same place of another population",
  readBroadcast: "a synapse or unit reads a number that is broadcast: parameter, input, concentration, occupancy, area",
  gather: "a unit sums what its synapses transmit",
  sum: "pooled: the sum over a population, read by an area, a nucleus or all of its units alike",
  mean: "pooled: the mean of a population, read by an area, a nucleus or all of its units alike",
  largest: "pooled: the largest value in a population, read by an area, a nucleus or all of its units alike",
  smallest: "pooled: the smallest value in a population, read by an area, a nucleus or all of its units alike",
};

/** The kinds of local operation that a program uses, in the order in which they are listed above. */
export function localOperations(program: Program): OperationDescription[] {
  const used = new Set<string>();
  const subjectLevel = new Set(
    program.variables.filter(({ domain }) => domain.kind === "subject").map(({ name }) => name),
  );
  for (const { statements } of program.routines)
    for (const { variable, expression } of statements) {
      const broadcast = subjectLevel.has(variable) ? null : subjectLevel;
      visit(expression, used, broadcast);
    }
  return Object.entries(docs)
    .filter(([name]) => used.has(name))
    .map(([name, doc]) => ({ name, local: true, doc }));
}

function visit(expression: Expression, used: Set<string>, broadcast: ReadonlySet<string> | null): void {
  switch (expression.kind) {
    case "constant":
      return;
    case "read":
      if (expression.at === "pre") used.add("readPresynaptic");
      else if (expression.at === "post") used.add("readPostsynaptic");
      else if (expression.at === "aligned") used.add("readAligned");
      if (broadcast?.has(expression.variable)) used.add("readBroadcast");
      return;
    case "index":
    case "clock":
      used.add(expression.kind);
      return;
    case "random":
      used.add(expression.distribution);
      return;
    case "unary":
      used.add(expression.operator);
      visit(expression.operand, used, broadcast);
      return;
    case "binary":
      used.add(expression.operator);
      visit(expression.left, used, broadcast);
      visit(expression.right, used, broadcast);
      return;
    case "select":
      used.add("choice");
      visitCondition(expression.condition, used, broadcast);
      visit(expression.yes, used, broadcast);
      visit(expression.no, used, broadcast);
      return;
    case "reduce": {
      const names = { sum: "sum", mean: "mean", maximum: "largest", minimum: "smallest" } as const;
      used.add(names[expression.operator]);
      visit(expression.body, used, broadcast);
      return;
    }
    case "gather":
      used.add("gather");
      visit(expression.body, used, broadcast);
  }
}

function visitCondition(condition: Condition, used: Set<string>, broadcast: ReadonlySet<string> | null): void {
  if (condition.kind === "not") visitCondition(condition.operand, used, broadcast);
  else if (condition.kind === "compare") {
    visit(condition.left, used, broadcast);
    visit(condition.right, used, broadcast);
  } else {
    visitCondition(condition.left, used, broadcast);
    visitCondition(condition.right, used, broadcast);
  }
}
