import type { Columns, Lesson } from "./lesson.ts";
import { meanOf, percent, said } from "./reading.ts";

const lost = (share: number) => ({ manipulations: [{ lesion: "ventralTegmentalArea", share }] });

/** The dose of a drug, and Parkinson's disease as the loss of dopamine cells. */
export const dopamineLoss: Lesson = {
  id: "dopamine-loss",
  title: "A drug's dose, and Parkinson's disease",
  summary: "Cells that release dopamine are lost one by one. When does one notice, and what can a precursor do?",
  minutes: 15,
  goals: [
    "Predict how slowness grows with the share of dopamine cells that are lost.",
    "Explain why the effect of a dose depends on occupancy and is not in proportion to the dose.",
    "Say what a precursor of dopamine restores in the model, and what not.",
  ],
  before: [
    "In Parkinson's disease cells that release [[dopamine]] die over years. The virtual brain has one group of dopamine cells for all of the striatum; we remove a share of them. What is left goes on firing as before, so every burst and the [[tonic]] level become smaller.",
    "In this brain dopamine does two things at the same time: bursts and pauses teach, and the tonic level gives vigour. Less of it in the dorsal striatum makes motor plans rise more slowly.",
    "A second way to weaken dopamine is a drug that blocks receptors: an [[antagonist]]. Haloperidol holds D2 receptors. Its dose is given in units of its [[inhibitionConstant|inhibition constant]]. A third way leads back: L-DOPA, from which the cells that are left make more dopamine.",
  ],
  prediction: {
    question: "By how much will the time until a choice is made lengthen, compared with an intact brain?",
    quantity: "Change of the reaction time, per cent",
    low: -20,
    high: 120,
    step: 5,
    points: [
      { id: "lost30", label: "30 % of the cells lost" },
      { id: "lost60", label: "60 % lost" },
      { id: "lost90", label: "90 % lost" },
      { id: "treated", label: "90 % lost, with L-DOPA" },
      { id: "blocked1", label: "haloperidol, 1 Ki" },
      { id: "blocked10", label: "haloperidol, 10 Ki" },
    ],
    reason: {
      question: "How will slowness follow the loss?",
      options: [
        "In proportion: a third of the cells, a third of the effect.",
        "Little for long, then more and more.",
        "At once with the first cells.",
      ],
    },
  },
  method:
    "Thirty-two virtual subjects with the reference brain do the three-armed reversal task in each of seven groups. A lesion removes cells; L-DOPA (10 Ki) raises what the remaining terminals hold; haloperidol occupies receptors by its published constants. Nothing else is changed.",
  runs: {
    task: {
      kind: "sessions",
      model: "models/reference-brain/reference-brain.yaml",
      task: "three-armed-reversal-v1",
      subjects: 32,
      seed: 7,
      groups: {
        intact: {},
        lost30: lost(0.3),
        lost60: lost(0.6),
        lost90: lost(0.9),
        treated: { ...lost(0.9), doses: [{ drug: "l-dopa", dose: "10 Ki" }] },
        blocked1: { doses: [{ drug: "haloperidol", dose: "1 Ki" }] },
        blocked10: { doses: [{ drug: "haloperidol", dose: "10 Ki" }] },
      },
      record: ["dorsalStriatum.dopamine", "dorsalStriatum.dopamineD2"],
    },
  },
  read: ({ task }) => {
    const { trials, signals } = task!;
    const of = (table: Columns, column: string, group: string) =>
      meanOf(table, column, (row) => table.group![row] === group);
    const slower = (group: string) =>
      percent(of(trials!, "reactionTime", group), of(trials!, "reactionTime", "intact"));
    const share = (variable: string, group: string) =>
      100 * (of(signals!, `dorsalStriatum.${variable}`, group) / of(signals!, `dorsalStriatum.${variable}`, "intact"));
    const points = ["lost30", "lost60", "lost90", "treated", "blocked1", "blocked10"];
    return {
      ...Object.fromEntries(points.map((group) => [group, slower(group)])),
      dopamine30: share("dopamine", "lost30"),
      dopamine60: share("dopamine", "lost60"),
      dopamine90: share("dopamine", "lost90"),
      dopamineTreated: share("dopamine", "treated"),
      occupancy30: share("dopamineD2", "lost30"),
      occupancy60: share("dopamineD2", "lost60"),
      occupancy90: share("dopamineD2", "lost90"),
      correctIntact: 100 * of(trials!, "correct", "intact"),
      correct90: 100 * of(trials!, "correct", "lost90"),
      correctTreated: 100 * of(trials!, "correct", "treated"),
    };
  },
  explain: (found) => {
    const { lost30, lost60, lost90, treated, blocked1, blocked10 } = found;
    const late = lost30! < lost90! / 4 && lost90! > lost60!;
    const unproportional = blocked10! < 8 * Math.max(1, blocked1!) || blocked1! < blocked10! / 12;
    return [
      {
        holds: late,
        text: `With 30, 60 and 90 % of the cells lost, choices took ${said(lost30!)}, ${said(lost60!)} and ${said(lost90!)} % longer. ${
          late
            ? "The first third costs next to nothing; then every further cell costs more than the one before."
            : "In this run slowness does not wait for the greater part of the cells."
        }`,
      },
      {
        holds: found.occupancy60! > found.dopamine60! + 5,
        text: `The concentration in the dorsal striatum was ${said(found.dopamine30!)}, ${said(found.dopamine60!)} and ${said(found.dopamine90!)} % of normal: neighbours do not make up for lost cells in this model. The occupancy of D2 receptors was ${said(found.occupancy30!)}, ${said(found.occupancy60!)} and ${said(found.occupancy90!)} % of normal. ${
          found.occupancy60! > found.dopamine60! + 5
            ? "Where most receptors are held at rest, the first losses hardly empty them: this is one reason why one notices late."
            : "In this run occupancy fell as fast as the concentration."
        }`,
      },
      {
        holds: found.correct90! < found.correctIntact! - 3,
        text: `The best arm was chosen in ${said(found.correctIntact!)} % of trials by intact brains and in ${said(found.correct90!)} % after a loss of 90 %. ${
          found.correct90! < found.correctIntact! - 3
            ? "It is not only slowness: what is left of bursts and pauses teaches less."
            : "In this run learning hardly suffered."
        }`,
      },
      {
        holds: treated! < lost90! / 3 && found.correctTreated! > found.correct90!,
        text: `L-DOPA brought the concentration from ${said(found.dopamine90!)} to ${said(found.dopamineTreated!)} % of normal, the lengthening to ${said(treated!)} % and the best choices to ${said(found.correctTreated!)} %. ${
          treated! < lost90! / 3
            ? "The few cells that are left release more each time they fire, so bursts and pauses are back as well."
            : "In this run it restored little of the speed."
        }`,
      },
      {
        holds: blocked10! > blocked1! && unproportional,
        text: `Haloperidol at once and ten times its constant lengthened the time by ${said(blocked1!)} and ${said(blocked10!)} %. ${
          blocked10! > blocked1!
            ? "Ten times the dose is not ten times the effect: at its constant half of the receptors are held, at ten times ten of eleven. An effect may need more than a certain share of them."
            : "In this run the larger dose did no more."
        }`,
      },
    ];
  },
  after: [
    "The lesson is about mechanisms, not about treatment. The virtual brain has one dopamine nucleus, no motor symptoms but slowness and missed choices, and its cells do not die over years. In people the cells of the substantia nigra go first, and other transmitters are lost too.",
    "Still, two things carry over: that much can be lost before it shows, and that a dose acts by [[occupancy]].",
  ],
  checks: [
    {
      question:
        "A drug occupies half of its receptors at 1 Ki. How many does it occupy at 3 Ki (nothing else competing)?",
      options: [
        {
          text: "All: three times a half is more than all.",
          right: false,
          feedback: "Occupancy never exceeds 1; it approaches it.",
        },
        { text: "Three quarters.", right: true, feedback: "Right: dose/(dose + Ki) = 3/(3 + 1)." },
        { text: "A sixth more than half.", right: false, feedback: "Use dose/(dose + Ki)." },
      ],
    },
    {
      question: "Why does a precursor help as long as some cells are left?",
      options: [
        {
          text: "It excites the receptors itself.",
          right: false,
          feedback: "That would be an agonist; L-DOPA is made into dopamine first.",
        },
        {
          text: "The remaining cells release more with every spike, at the right moments.",
          right: true,
          feedback: "Right: so not only the level but the signals come back.",
        },
        { text: "It brings cells back.", right: false, feedback: "Nothing in the model or in people suggests so." },
      ],
    },
  ],
  reading: ["niv2007", "salamone2012", "beeler2012"],
  teacher: {
    time: "15 minutes alone; 40 with discussion. The run takes a few seconds.",
    prerequisites: ["Lesson “Prediction errors”.", "Receptors, antagonists, agonists."],
    mistakes: [
      "Drawing a straight line through loss or dose. Go back to dose/(dose + Ki).",
      "Taking haloperidol and the loss of cells for the same: the one spares D1 receptors, the other takes dopamine from all.",
      "Taking the restored model for a cured patient. Name what the model leaves out.",
    ],
    discussion: [
      "In people, too much dopamine in parts of the striatum that are less damaged can harm reversal learning. What would have to be added to the model to show it?",
      "Why do patients seek help only when much is lost? What does that mean for early diagnosis?",
    ],
  },
  links: [
    {
      page: "model",
      state: { model: "models/reference-brain/reference-brain.yaml", edits: { parameters: {}, files: {} } },
      label: "Drugs that bind to the receptors of this brain",
    },
    {
      page: "brain",
      state: {
        model: "models/reference-brain/reference-brain.yaml",
        task: "three-armed-reversal-v1",
        subject: 0,
        seed: 7,
      },
      label: "Watch an intact subject do the task",
    },
  ],
};
