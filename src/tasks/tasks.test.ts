import { describe, expect, test } from "vitest";
import {
  checkTask,
  type Moment,
  makeTask,
  runTask,
  type TaskDescription,
  type TaskKind,
  TaskPlay,
  taskKinds,
} from "./index.ts";
import { taskRandom } from "./taskRandom.ts";

describe.each(taskKinds)("$id", (kind) => {
  test("obeys every rule of the interface", () => {
    expect(checkTask(kind)).toEqual([]);
  });

  test("keeps to whole steps of 20 ms", () => {
    for (const { duration } of kind.make().description.phases) {
      expect(Math.abs(duration / 0.02 - Math.round(duration / 0.02))).toBeLessThan(1e-9);
    }
  });
});

const id = "three-armed-reversal-v1";

/** A kind of task whose sessions are another one's, with something changed. */
function broken(
  change: (moment: Moment, number: number) => Moment,
  describe: (description: TaskDescription) => TaskDescription = (description) => description,
): TaskKind {
  const kind = taskKinds[0]!;
  return {
    ...kind,
    make(options) {
      const task = kind.make(options);
      return {
        description: describe(task.description),
        *session(random, subject) {
          const session = task.session(random, subject);
          let next = session.next();
          for (let number = 0; !next.done; number++) next = session.next(yield change(next.value, number));
          return next.value;
        },
      };
    },
  };
}

const same = (moment: Moment) => moment;

describe("the checker", () => {
  test("finds a task that ignores the seed", () => {
    const kind = { ...taskKinds[0]! };
    const make: TaskKind["make"] = (options) => {
      const task = taskKinds[0]!.make(options);
      return { ...task, session: (_, subject) => task.session(taskRandom(1, subject), subject) };
    };
    expect(checkTask({ ...kind, make })).toEqual([`${id}: another seed gives the same data`]);
  });

  test("finds a task whose subjects share something", () => {
    let calls = 0;
    const drifting = broken((moment) => ({ ...moment, duration: moment.duration * (1 - 0.001 * (calls++ % 7)) }));
    expect(checkTask(drifting)).toEqual(
      expect.arrayContaining([
        `${id}: the same seed gives other data`,
        `${id}: a subject's data depend on who else does the task`,
      ]),
    );
  });

  test("finds phases, places and amounts that the description does not have, and says where", () => {
    const first = (change: Partial<Moment>) =>
      checkTask(broken((moment, number) => (number === 0 ? { ...moment, ...change } : moment)))[0];
    const where = `${id}: task ${id}, subject 3, trial 0: `;
    expect(first({ phase: "que" })).toBe(`${where}there is no phase "que"; did you mean "cue"?`);
    expect(first({ duration: 0 })).toBe(`${where}cue lasts 0 s; a time above 0 is needed`);
    expect(first({ objects: new Float32Array(3) })).toBe(`${where}objects must have 9 values, got 3`);
    expect(first({ objects: new Float32Array(9).fill(2) })).toBe(
      `${where}objects[0] must be a number from 0 to 1, got 2`,
    );
    expect(first({ outcome: Float32Array.of(-1) })).toBe(`${where}outcome[0] must be a number of at least 0, got -1`);
    expect(first({ marks: ["choice"] })).toBe(
      `${where}a mark cannot be called "choice"; sessions use the name themselves`,
    );
    expect(first({ rest: true })).toBe(`${where}something is shown, given or possible in cue, which is rest`);
    expect(first({ record: { trials: 1 } })).toBe(
      `${where}the row has a column "trials" that the description lacks; did you mean "trial"?`,
    );
  });

  test("finds rows and trials that do not belong together, actions where none are declared, and hidden outcomes", () => {
    const problems = checkTask(
      broken(
        ({ trialStarts, feedback, ...moment }) => ({ ...moment, feedback: false }),
        (description) => ({
          ...description,
          trials: 91,
          blockLength: null,
          phases: description.phases.map(({ awaitsAction, ...phase }) => phase),
        }),
      ),
    );
    expect(problems).toEqual(
      expect.arrayContaining([
        `${id}: 0 trials began (trialStarts), but there are 90 rows`,
        `${id}: there are 90 rows, not 91 (trials)`,
        `${id}: an action is possible in phase cue, which is not declared with awaitsAction`,
        `${id}: an outcome in outcome is given, but not perceived`,
      ]),
    );
  });

  test("finds a session that is longer than it may be, and one that never ends", () => {
    const [long] = checkTask(broken(same, (description) => ({ ...description, maximumTime: 60 })));
    expect(long).toMatch(/the session goes on after 6\d\.\d+ s; its maximumTime is 60 s$/u);
    const kind = taskKinds[0]!;
    const endless: TaskKind["make"] = (options) => ({
      description: kind.make(options).description,
      *session() {
        for (;;) yield { phase: "delay", duration: 1 };
      },
    });
    expect(checkTask({ ...kind, make: endless })[0]).toMatch(/the session goes on after 25\d s/u);
  });

  test("finds an array that is changed after it was given", () => {
    const objects = new Float32Array(9);
    const kind = broken((moment, number) => {
      objects[0] = number % 2;
      return moment.objects ? { ...moment, objects } : moment;
    });
    expect(checkTask(kind)).toContain(`${id}: an array was changed after it had been given`);
  });
});

describe("a session under way", () => {
  const play = () => new TaskPlay(makeTask(id), 1, 0);
  const deed = { choice: -1, time: Number.NaN, elapsed: 1.6, responses: [] };

  test("refuses what cannot have been done", () => {
    const where = `task ${id}, subject 0, trial 0: `;
    expect(() => play().act({ ...deed, choice: 3 })).toThrow(`${where}choice must be -1 (none) or 0 to 2, got 3`);
    expect(() => play().act({ ...deed, responses: [1] })).toThrow(`${where}responses must have 0 values (none), got 1`);
    expect(() => play().act({ ...deed, elapsed: 0 })).toThrow(`${where}elapsed must be a time above 0, got 0`);
    const later = play();
    later.act(deed);
    expect(() => later.act({ ...deed, choice: 0 })).toThrow(`${where}choice 0 is not possible in delay`);
    expect(() => new TaskPlay(makeTask(id), -1, 0)).toThrow("seed must be a whole number of at least 0, got -1");
  });

  test("keeps context, position, need, session and stage until they change, and ends once", () => {
    const { world } = makeTask(id).description;
    const task = broken((moment, number) => {
      if (number !== 1) return moment;
      return { ...moment, session: 2, stage: "test", drive: Float32Array.of(0.25), context: Float32Array.of(0.5) };
    }).make({ blocks: 1, blockLength: 1 });
    expect(world.contexts).toBe(1);
    const { moments, rows } = runTask(task, { seed: 1, subject: 0 }, () => ({}));
    expect(moments.map(({ session, stage, drive, context }) => [session, stage, drive[0], context[0]])).toEqual([
      [0, "", 1, 1],
      [2, "test", 0.25, 0.5],
      [2, "test", 0.25, 0.5],
      [2, "test", 0.25, 0.5],
    ]);
    expect(rows.length).toBe(1);
    const one = new TaskPlay(task, 1, 0);
    for (const elapsed of [1.6, 0.2, 0.4, 0.6]) one.act({ ...deed, elapsed });
    expect(one.present).toBeNull();
    expect(() => one.act(deed)).toThrow("the session has ended");
  });
});

test("an unknown task is named with the nearest right one", () => {
  expect(() => makeTask("three-armed-reversl-v1")).toThrow('did you mean "three-armed-reversal-v1"?');
  expect(() => makeTask("three-armed-reversal")).toThrow('did you mean "three-armed-reversal-v1"?');
  expect(() => makeTask("chess-v1")).toThrow("tasks are three-armed-reversal-v1, two-armed-reversal-v1");
});

test("an unknown option or a value out of range is named with what is allowed", () => {
  expect(() => makeTask("three-armed-reversal-v1", { block: 3 })).toThrow('no option "block"; did you mean "blocks"?');
  expect(() => makeTask("three-armed-reversal-v1", { blocks: 2.5 })).toThrow(
    'option "blocks" must be a whole number from 1 to 100, got 2.5',
  );
  expect(() => makeTask("pavlovian-discrimination-v1", { probability: Number.NaN })).toThrow(RangeError);
});
