/** Groups of areas by which effects are found, with the abbreviations that claims use. */
const areaWords = {
  prefrontal: /PFC|\bACC\b|prefrontal|cingulate/u,
  orbitofrontal: /\bOFC\b|orbitofrontal/u,
  sensory: /sensory|\bV1\b|auditory|visual|\bIT\b|parietal|motor areas|^cortex/u,
  hippocampus: /\bHPC\b|hippocamp|CA1|entorhinal|perirhinal/u,
  amygdala: /\bBLA\b|\bCeA\b|\bCeN\b|amygdala/u,
  striatum: /striatum|\bDMS\b|\bDLS\b|\bNAc\b|accumbens|\bVS\b|putamen/u,
  otherBasalGanglia: /\bSTN\b|\bGPi\b|\bSNr\b|pallidum|thalamus/u,
  habenula: /\bLHb\b|\bRMTg\b|habenula/u,
  dopamineNuclei: /\bVTA\b|\bSNc\b/u,
  locusCoeruleus: /\bLC\b/u,
  raphe: /\bDRN\b|raphe/u,
  basalForebrain: /\bNBM\b|\bMS\b|\bBF\b/u,
} as const satisfies Readonly<Record<string, RegExp>>;
export type AreaGroup = keyof typeof areaWords;
export const areaGroups = Object.keys(areaWords) as AreaGroup[];

const modulatorWords = {
  dopamine: /dopamin|\bDA\b|\bD[12]\b|\bVTA\b|\bSNc\b/iu,
  acetylcholine: /acetylcholin|cholinerg|\bACh\b|muscarin|nicotin|\bNBM\b|\bBF\b/iu,
  norepinephrine: /noradren|norepi|\bNE\b|\bLC\b/u,
  serotonin: /seroton|5-?HT|\bDRN\b|raphe/iu,
} as const satisfies Readonly<Record<string, RegExp>>;
export type Modulator = keyof typeof modulatorWords;
export const modulators = Object.keys(modulatorWords) as Modulator[];

/** The groups of areas that a claim's list of areas names. */
export function areasNamed(areas: string): AreaGroup[] {
  const parts = areas.split(/,\s*/u);
  return areaGroups.filter((group) => parts.some((part) => areaWords[group].test(part)));
}

/** The modulators that a claim's name, statement or areas name. */
export function modulatorsNamed(texts: readonly string[]): Modulator[] {
  return modulators.filter((modulator) => texts.some((text) => modulatorWords[modulator].test(text)));
}
