import { checkProgram, synapseCount, type Tables } from "./checkProgram.ts";
import { conditionText } from "./conditionText.ts";
import type { Item, Value } from "./generator/code.ts";
import { type DrawAddresses, Draws } from "./generator/draws.ts";
import { type Group, planRoutine } from "./generator/plan.ts";
import { writeRoutine } from "./generator/routine.ts";
import { findSkips, passesOf } from "./generator/skips.ts";
import { type Layout, layOut } from "./layout.ts";
import type { Condition, Program, Routine, Statement } from "./program.ts";
import { generate, wasmShape } from "./wasm/compile.ts";

/** Statements that the compiled code runs in one loop. */
export interface CompiledLoop {
  readonly kind: "subject" | "units" | "synapses";
  /** Population or projection that the loop runs over; null for single numbers. */
  readonly over: string | null;
  /** Turns of the loop: 1, units or synapses. */
  readonly elements: number;
  /** Origins of the statements, in order. */
  readonly statements: readonly string[];
  /** Arithmetic instructions for each subject, all elements together. */
  readonly operations: number;
}

/** What the compiler makes of one routine. */
export interface CompiledRoutine {
  readonly name: string;
  /** Arithmetic instructions for each subject, elementary functions written out, without the random bits. */
  readonly operations: number;
  /** Numbers read from and written to memory for each subject. */
  readonly reads: number;
  readonly writes: number;
  /** Blocks of four random numbers drawn for each subject. */
  readonly randomBlocks: number;
  readonly loops: readonly CompiledLoop[];
}

/** What the compiler makes of a program. */
export interface CompilationDescription {
  /** Bytes of the generated module. */
  readonly bytesOfCode: number;
  /** Bytes of memory for one subject (a quarter of a tile), padding included. */
  readonly bytesOfSubject: number;
  /** What the code leaves out while it runs because it could change nothing, a sentence each. */
  readonly skipped: readonly string[];
  readonly routines: readonly CompiledRoutine[];
}

/**
 * Says what the compiler makes of a program, by reading the code that it would run.
 *
 * @throws ProgramError if the program is faulty.
 */
export function describeCompilation(program: Program): CompilationDescription {
  const tables = checkProgram(program);
  const layout = layOut(program, tables);
  const describe = (routine: Routine): CompiledRoutine => {
    const work = workOf(routine, tables, layout);
    return {
      name: routine.name,
      operations: work.operations,
      reads: work.reads,
      writes: work.writes,
      randomBlocks: new Draws(routine, tables, layout.vector).blocks.length,
      loops: planRoutine(routine.statements, tables).map((group) => describeLoop(group, routine, tables, layout)),
    };
  };
  return {
    bytesOfCode: generate(program, tables, layout).bytes.length,
    bytesOfSubject: layout.tileBytes / layout.lanes,
    skipped: program.routines.flatMap(({ name, statements }) =>
      planRoutine(statements, tables).flatMap((group) =>
        describeSkips(group, layout, tables).map((text) => `in ${name} ${text}`),
      ),
    ),
    routines: program.routines.map(describe),
  };
}

function describeLoop(group: Group, routine: Routine, tables: Tables, layout: Layout): CompiledLoop {
  const statements = statementsOf(group);
  const alone = { ...routine, statements };
  const draws = workOf({ ...routine, statements: [] }, tables, layout, alone);
  const operations = workOf(alone, tables, layout).operations - draws.operations;
  const common = { kind: group.kind, statements: statements.map(({ origin }) => origin), operations };
  if (group.kind === "subject") return { ...common, over: null, elements: 1 };
  if (group.kind === "units") return { ...common, over: group.slice.population, elements: group.slice.count };
  return { ...common, over: group.projection.name, elements: synapseCount(group.projection) };
}

/** What a loop leaves out, and when. */
function describeSkips(group: Group, { byPre }: Layout, tables: Tables): readonly string[] {
  if (group.kind !== "synapses" || group.projection.connection !== "all-to-all") return [];
  const { name } = group.projection;
  return passesOf(group.items, tables).flatMap((pass) => {
    const { pre, whole } = findSkips(pass, tables);
    const origins = pass.map(({ statement }) => statement.origin).join(", ");
    const never = (condition: Condition) => `where in no subject of the tile ${conditionText(condition)}`;
    const all = whole === null ? [] : [`all of ${name} (${origins}) ${never(whole)}`];
    return pre === null || !byPre.has(name) ? all : [...all, `synapses of ${name} (${origins}) ${never(pre)}`];
  });
}

function statementsOf(group: Group): readonly Statement[] {
  if (group.kind === "subject") return [group.statement];
  return group.kind === "units" ? group.statements : group.items.map(({ statement }) => statement);
}

interface Work {
  readonly operations: number;
  readonly reads: number;
  readonly writes: number;
}

const nothing: Work = { operations: 0, reads: 0, writes: 0 };

/** Work of a routine's code; `drawsOf` names the routine whose random numbers it draws (default its own). */
function workOf(routine: Routine, tables: Tables, layout: Layout, drawsOf: Routine = routine): Work {
  let address = 1 << 16;
  const take = (bytes: number) => {
    const start = address;
    address += bytes;
    return start;
  };
  const draws = new Draws(drawsOf, tables, layout.vector);
  const addresses: DrawAddresses = { keys: take(1 << 12), table: take(1 << 12), numbers: take(draws.bytes) };
  const code = writeRoutine(routine, tables, layout, draws, addresses, { take }, wasmShape(layout, false));
  return count(code.items, new Map(), 1);
}

/** Counts items, each as often as its loops turn. */
function count(items: readonly Item[], cells: Map<number, Value>, turns: number): Work {
  let { operations, reads, writes } = nothing;
  for (const item of items) {
    if (item.kind === "set") cells.set(item.cell.id, item.value);
    else if (item.kind === "store") writes += turns;
    else if (item.kind === "define") {
      if (item.value.kind === "load") reads += turns;
      if (isArithmetic(item.value)) operations += turns;
    } else if (item.kind !== "storeWord") {
      const inner = count(item.body, new Map(cells), turns * (item.kind === "if" ? 1 : turnsOf(item, cells)));
      operations += inner.operations;
      reads += inner.reads;
      writes += inner.writes;
    }
  }
  return { operations, reads, writes };
}

function isArithmetic({ kind, name }: Value): boolean {
  return kind === "operation" && (name.startsWith("f32x4.") || name === "v128.bitselect");
}

/** How often a loop turns: its first pointer goes by a fixed stride from its start to its end. */
function turnsOf(loop: Item & { readonly kind: "loop" }, cells: ReadonlyMap<number, Value>): number {
  const [moved, end] = loop.while.operands as readonly [Value, Value];
  const [at, stride] = moved.operands as readonly [Value, Value];
  const start = at.kind === "cell" ? cells.get(at.immediate) : undefined;
  if (start === undefined) throw new Error("a loop without a start");
  const [from, to] = [linear(start), linear(end)];
  // The loop over steps ends at a number that is only known when it runs: one turn is one step.
  return from.base === to.base ? (to.offset - from.offset) / stride.immediate : 1;
}

function linear(value: Value): { readonly base: number | null; readonly offset: number } {
  if (value.kind === "constant") return { base: null, offset: value.immediate };
  const [a, b] = value.operands;
  if (value.name === "i32.add" && a !== undefined && b?.kind === "constant") {
    const inner = linear(a);
    return { base: inner.base, offset: inner.offset + b.immediate };
  }
  return { base: value.id, offset: 0 };
}
