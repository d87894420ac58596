import { loadScoreboard, stackTables } from "neohebb";
import { bundledModel } from "./bundledEffects.ts";
import type { EffectProgram, GalleryEffect, PhenomenaReply, PhenomenaRequest } from "./messages.ts";
import { areasNamed, modulatorsNamed } from "./subjects.ts";

type Scoreboard = Awaited<ReturnType<typeof loadScoreboard>>;

const send = (reply: PhenomenaReply) => postMessage(reply);
/** Progress is told at most so often, ms. */
const progressEvery = 100;

/** Answers a request of the Phenomena page. */
export async function answer(request: PhenomenaRequest): Promise<void> {
  const scoreboard = await loadScoreboard();
  switch (request.kind) {
    case "gallery":
      send({ kind: "gallery", effects: await galleryOf(scoreboard) });
      break;
    case "estimate": {
      const { id, subjects } = request;
      const run = await runOf(scoreboard, request);
      send({ kind: "estimate", id, subjects, seconds: await scoreboard.estimateEffect(run) });
      break;
    }
    case "run": {
      const { id, seed, subjects, arms, removal } = request.job;
      const run = await runOf(scoreboard, { id, seed, subjects });
      const change = run.effect.ablations.find((one) => one.id === removal)?.change;
      let told = 0;
      const onProgress = (share: number) => {
        const now = performance.now();
        if (now - told < progressEvery) return;
        told = now;
        send({ kind: "progress", share });
      };
      const { readings } = await scoreboard.runEffect({ ...run, arms, onProgress, ...(change ? { change } : {}) });
      send({ kind: "ran", readings });
      break;
    }
    case "judge": {
      const { id, seed, subjects, intact, broken } = request;
      const effect = effectOf(scoreboard, id);
      const claim = scoreboard.claims.find((one) => one.id === id)!;
      const whole = stackTables(intact);
      const without = Object.fromEntries(
        Object.entries(broken).map(([removal, parts]) => [removal, stackTables(parts)]),
      );
      const judgement = scoreboard.judge(effect, [whole], without);
      send({
        kind: "judged",
        run: {
          entry: scoreboard.judgedEntry(claim, judgement, { seeds: [seed], subjects, trialsPath: null }),
          figure: scoreboard.effectFigure(effect, [whole]),
          broken: Object.fromEntries(
            Object.entries(without).map(([removal, table]) => [removal, scoreboard.effectFigure(effect, [table])]),
          ),
        },
      });
    }
  }
}

function effectOf(scoreboard: Scoreboard, id: string) {
  const effect = scoreboard.effectOf(id);
  if (!effect) throw new RangeError(`there is no programmed effect ${id}`);
  return effect;
}

async function runOf(scoreboard: Scoreboard, { id, seed, subjects }: { id: string; seed: number; subjects: number }) {
  const effect = effectOf(scoreboard, id);
  return { effect, source: await bundledModel(scoreboard.modelFileOf(effect)), seed, subjects };
}

async function galleryOf(scoreboard: Scoreboard): Promise<GalleryEffect[]> {
  // Not for the workers of a run.
  const { board, reduced } = await import("./recordedBoards.ts");
  const wasRun = (entry: GalleryEffect["recorded"]) => (entry && entry.entry.notYet === undefined ? entry : null);
  const found = (entries: typeof board, id: string, isReduced: boolean) => {
    const entry = entries.get(id);
    return wasRun(entry ? { entry, reduced: isReduced } : null);
  };
  return scoreboard.claims.map((claim) => {
    const { id, tier, name, covers, citation, doi, verified, checked, published, protocol, manipulation } = claim;
    const program = programOf(scoreboard, id);
    const recorded = program && (found(board, id, false) ?? found(reduced, id, true));
    return {
      ...{ id, tier, name, covers, citation, doi, verified, checked, published, protocol, manipulation },
      criterion: claim.criterion,
      criterionBasis: claim.criterionBasis ?? "",
      sideObservations: claim.sideObservations,
      areas: areasNamed(claim.areas),
      modulators: modulatorsNamed([name, covers, claim.areas]),
      verdict: program ? (recorded ? (recorded.entry.pass ? "pass" : "fail") : "open") : "waiting",
      reason: program ? null : (board.get(id)?.notYet ?? null),
      recorded,
      program,
    };
  });
}

function programOf({ effectOf, effectFigure }: Scoreboard, id: string): EffectProgram | null {
  const effect = effectOf(id);
  if (!effect) return null;
  const { protocol, ablations, remarks, measures } = effect;
  return {
    kind: protocol.kind,
    subjects: protocol.subjects,
    arms: Object.entries(protocol.arms).map(([name, { label }]) => ({ name, label })),
    removals: ablations.map(({ id: removal, mechanism, must }) => ({ id: removal, mechanism, must })),
    remarks,
    measures: Object.fromEntries(Object.entries(measures).map(([name, { unit, doc }]) => [name, { unit, doc }])),
    figure: effectFigure(effect, []),
  };
}
