/** A term of the field, in words for a first reader. */
export interface GlossaryTerm {
  readonly name: string;
  readonly meaning: string;
}

/** The glossary: one entry a term, used wherever the term stands and listed on the page Lessons. */
export const terms = {
  acetylcholine: {
    name: "acetylcholine",
    meaning:
      "A modulator released in the cortex by the basal forebrain. It makes cortex listen more to its inputs than to its own memory, and lets synapses change.",
  },
  agonist: {
    name: "agonist",
    meaning: "A substance that binds to a receptor and switches it on, as the body's own modulator does.",
  },
  antagonist: {
    name: "antagonist",
    meaning:
      "A substance that binds to a receptor without switching it on, and so keeps the body's own modulator from acting: it blocks the receptor.",
  },
  basalForebrain: {
    name: "basal forebrain",
    meaning: "Cells that release acetylcholine all over the cortex; the nucleus basalis is a part of it.",
  },
  consolidation: {
    name: "consolidation",
    meaning: "What makes a change last: without it a strengthened synapse is as before after some hours.",
  },
  dopamine: {
    name: "dopamine",
    meaning:
      "A modulator released by the ventral tegmental area and substantia nigra. Bursts tell that something was better than expected, pauses that it was worse; its standing level sets vigour.",
  },
  dorsalRaphe: { name: "dorsal raphe", meaning: "Cells that release serotonin." },
  eligibilityTrace: {
    name: "eligibility trace",
    meaning:
      "What a synapse remembers for a second or so of having been used. A modulator that comes later changes only the synapses whose trace is still there.",
  },
  expectedUncertainty: {
    name: "expected uncertainty",
    meaning: "How unreliable outcomes are known to be. A loss means little where one loses often anyway.",
  },
  inhibitionConstant: {
    name: "inhibition constant Ki",
    meaning:
      "The concentration of a drug at which it occupies half of a receptor's binding places. The smaller, the stronger it binds.",
  },
  locusCoeruleus: {
    name: "locus coeruleus",
    meaning: "A small nucleus of the brain stem whose cells release norepinephrine nearly everywhere.",
  },
  norepinephrine: {
    name: "norepinephrine",
    meaning:
      "A modulator released by the locus coeruleus (also called noradrenaline). It rises with surprise and arousal and helps to leave what no longer works.",
  },
  occupancy: {
    name: "occupancy",
    meaning: "The share of a receptor's binding places that its modulator (or a drug) holds, from 0 to 1.",
  },
  phasic: { name: "phasic", meaning: "In short bursts or pauses, tied to an event." },
  plasticity: { name: "plasticity", meaning: "The change of synapses by activity: what a brain learns with." },
  predictionError: {
    name: "prediction error",
    meaning:
      "What came less what was expected: positive where things are better, negative where they are worse, zero where they are as foreseen.",
  },
  receptor: {
    name: "receptor",
    meaning: "A protein to which a modulator binds; it decides what the modulator does to a cell.",
  },
  reversal: { name: "reversal", meaning: "A change of which option is the best one, without notice." },
  serotonin: {
    name: "serotonin",
    meaning:
      "A modulator released by the raphe nuclei. It bears on losses, on patience and on unlearning what no longer pays.",
  },
  synapse: {
    name: "synapse",
    meaning: "The contact from one cell to the next; its weight says how much the one moves the other.",
  },
  tagging: {
    name: "tagging",
    meaning:
      "A mark that any strengthened synapse carries for an hour or two. It lets the synapse catch the proteins that make a change last.",
  },
  thirdFactor: {
    name: "third factor",
    meaning:
      "What must come, besides the activity of the two cells, for a synapse to change: here the action of a modulator.",
  },
  tonic: { name: "tonic", meaning: "The standing, slow level, on which bursts and pauses ride." },
  unexpectedUncertainty: {
    name: "unexpected uncertainty",
    meaning: "Surprise beyond what one is used to: a sign that the world itself has changed.",
  },
  ventralTegmentalArea: {
    name: "ventral tegmental area (VTA)",
    meaning: "A nucleus of the midbrain whose cells release dopamine in the striatum and the cortex.",
  },
  weight: { name: "weight", meaning: "How strongly a synapse passes activity on." },
} as const satisfies Readonly<Record<string, GlossaryTerm>>;

/** Name of an entry. */
export type TermId = keyof typeof terms;
