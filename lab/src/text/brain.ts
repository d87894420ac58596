import { words } from "./words.ts";

/** Texts of the page Brain. */
export const brain = {
  title: "Brain",
  lead: "A virtual subject does a task while you watch what its brain does, releases and learns.",
  reading: {
    title: "How to read the picture",
    points: [
      "Each small square is a unit; the further its colour is from the ground, the more it fires.",
      "Bars in an area are the concentrations of modulators there; the discs below are the nuclei that release them, along the dotted lines.",
      "Thick arrows are synapses that learn. They are blue while they grow stronger and dashed orange while they grow weaker; the thicker, the stronger they are. Thin arrows do not learn.",
      "Choose an area, a disc or an arrow to see its course, its equations and its parameters.",
    ],
  },
  circuit: "Circuit of the brain. Areas, nuclei and projections can be chosen.",
  area: (label: string, name: string) => `${label}, ${words(name)}`,
  named: (label: string, name: string) => `${label} — ${words(name)}`,
  projection: (label: string) => `Projection ${label}`,
  loading: "The brain is being built …",
  failed: (message: string) => `The brain could not be run: ${message}`,
  models: {
    "models/reference-brain/reference-brain.yaml": "reference brain",
    "models/reference-brain-2/reference-brain-2.yaml": "second reference brain (phenomena)",
  },
  model: "Brain",
  task: "Task",
  subject: "Subject number",
  seed: "Seed",
  begin: "Begin anew",
  changed: "This brain was changed on the page Model; the equations and numbers below are the changed ones.",
  asBundled: "As bundled",
} as const;

/** Texts of the controls of playback. */
export const transport = {
  group: "Playback",
  play: "Play",
  pause: "Pause",
  step: "One step",
  nextTrial: "Next trial",
  previousTrial: "Previous trial",
  newest: "Newest",
  speed: "Speed",
  speeds: {
    tenth: "1/10",
    half: "1/2",
    real: "real time",
    double: "2 ×",
    five: "5 ×",
    twenty: "20 ×",
    newest: "as fast as possible",
  },
  position: "Position in what has happened so far",
  moment: (trial: number, phase: string, time: string) => `Trial ${trial}, ${phase}, ${time} s`,
} as const;

/** Texts of the row of trials. */
export const trials = {
  title: "Trials so far",
  choice: (label: string) => `chose ${label}`,
  none: "no response",
  waiting: "no choice yet",
  outcome: (value: number) => (value > 0 ? "rewarded" : value < 0 ? "punished" : "not rewarded"),
  trial: (number: number, text: string) => `Trial ${number}: ${text}`,
  seen: (count: number) => `${count} trials so far, as a row of marks`,
  legend: "Filled: rewarded. High: the best option was chosen. A line: a new block begins.",
} as const;

/** Texts of what was chosen in the circuit. */
export const inspector = {
  title: "What you chose",
  nothing: "Choose an area, a nucleus or an arrow to see its activity, its equations and its parameters.",
  equations: "Equations",
  every: "in every step",
  on: (event: string) => `on ${words(event)}`,
  modulation: "Third factors",
  effect: (effect: string, modulators: string) => `${effect} by ${modulators}`,
  parameters: "Parameters",
  count: (count: number) => (count === 1 ? "1 parameter" : `${count} parameters`),
  columns: { name: "Name", value: "Value", range: "Range", status: "Status", source: "Source or reason" },
  populations: "Populations",
  cost: (operations: string, bytes: string) => `${operations} operations a step, ${bytes} bytes a subject`,
  traces: "Its course",
  tracesOf: (name: string) => `Course of ${words(name)} over the last trials`,
  noTraces: "Nothing of it is recorded.",
  mean: "mean rate",
  weight: "mean weight",
} as const;

/** Texts of the question why a synapse changed. */
export const why = {
  title: "Why did a synapse change?",
  ask: (trial: number) => `Why did a synapse change in trial ${trial}?`,
  again: "Ask",
  pre: "presynaptic unit",
  post: "postsynaptic unit",
  most: "The synapse that changed most is taken unless you name another.",
  weight: "weight",
  unit: (side: string, name: string) => `${side}: ${name}`,
  trace: (name: string, side: string) => `${name}, kept in the ${side}`,
  modulation: (name: string, effect: string, by: string) => `${name} (${effect} by ${by})`,
  change: (label: string, pre: number, post: number, trial: number, before: string, after: string) =>
    `${label}: the synapse from unit ${pre} onto unit ${post} went from ${before} to ${after} in trial ${trial}.`,
  moment: (phase: string, time: string) =>
    `It changed fastest ${time} s after the trial began (phase: ${phase}). At that moment:`,
  was: (factor: string, value: string) => `${factor}: ${value}`,
  nothing: "It did not change within the trial: no moment brought its factors together.",
  course: (label: string) => `Course of ${label} over the trial`,
} as const;
