/** Where a new experiment can begin. */
const starter = `neohebb: experiment/1
name: dopamine-block
title: A dopamine block and a reversal
task: three-armed-reversal-v1
model: reference-brain
subjects: 16
seed: 2001
control: control
groups:
  control:
    label: Control
  dopamine-block:
    label: Dopamine block
    doses:
      - receptor: dopamineD1
        dose: 3 Ki
      - receptor: dopamineD2
        dose: 3 Ki
`;

export const starters = {
  starter: async () => starter,
  reversal: async () => (await import("../../../experiments/three-armed-reversal.yaml?raw")).default,
} as const;
export type StarterName = keyof typeof starters;
