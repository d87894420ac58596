/** Losses that many effects must survive, as manipulations of all arms. */
export const withoutNorepinephrine = { treatment: { manipulations: [{ fibreLesion: "locusCoeruleus" }] } };
export const withoutSerotonin = { treatment: { manipulations: [{ fibreLesion: "dorsalRaphe" }] } };
export const orbitofrontalLesion = { treatment: { manipulations: [{ lesion: "orbitofrontalCortex" }] } };
export const amygdalaLesion = { treatment: { manipulations: [{ lesion: "amygdala" }] } };
/** The lateral habenula, an area without cells of its own in this brain, no longer reaches dopamine cells. */
export const withoutHabenula = { parameters: { habenulaDip: 0 } };
