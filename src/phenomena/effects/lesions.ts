/** Losses that many effects must survive, as manipulations of all arms. */
export const withoutNorepinephrine = { treatment: { manipulations: [{ fibreLesion: "locusCoeruleus" }] } };
export const withoutSerotonin = { treatment: { manipulations: [{ fibreLesion: "dorsalRaphe" }] } };
export const orbitofrontalLesion = { treatment: { manipulations: [{ lesion: "orbitofrontalCortex" }] } };
export const amygdalaLesion = { treatment: { manipulations: [{ lesion: "amygdala" }] } };
