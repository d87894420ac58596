/** Texts of the page Play. */
export const play = {
  title: "Play",
  lead: "Do the task yourself, with a schedule made as those of the virtual subjects are, and see yourself among them and among the people who did it. Find out which option pays most often; it can change without notice.",
  private: "Nothing leaves this page. At the end you can keep your trials as a file.",
  task: "Task",
  tasks: {
    "three-armed-reversal-v1": "Three arms, reversals (6 blocks of 15 trials)",
    "two-armed-reversal-v1": "Two arms, reversals",
  },
  hurried: "with the virtual subjects' time limit",
  begin: "Begin",
  again: "Play again",
  options: "Options",
  choose: "Choose.",
  wait: "…",
  took: (label: string) => `You took ${label}.`,
  got: (value: number) => (value > 0 ? "You win a point." : value < 0 ? "You lose a point." : "Nothing this time."),
  count: (trial: number, total: number | null) =>
    total === null ? `Trial ${trial}` : `Trial ${Math.min(trial, total)} of ${total}`,
  stop: "Stop and compare",
  atLeast: "after ten trials",
  comparing: "Virtual subjects are doing the task …",
  among: "You among others",
  curve: "Share of choices of the best option around reversals",
  trialsFromReversal: "trials from the reversal (0: the first with another best option)",
  groups: {
    you: () => "you",
    virtual: (count: number) => `${count} virtual subjects`,
    people: (count: number) => `${count} people (Zorowitz et al. 2023)`,
  },
  measure: "Measure",
  quantiles:
    "Of groups: median and, in brackets, where 95 % of the subjects lie. Bands are 95 % intervals of the mean.",
  download: (count: number) => `Keep your ${count} trials (CSV)`,
} as const;
