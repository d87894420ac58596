import type { Drug } from "../drug.ts";
import { amisulpride } from "./amisulpride.ts";
import { amphetamine } from "./amphetamine.ts";
import { atomoxetine } from "./atomoxetine.ts";
import { atropine } from "./atropine.ts";
import { biperiden } from "./biperiden.ts";
import { buspirone } from "./buspirone.ts";
import { citalopram } from "./citalopram.ts";
import { clonidine } from "./clonidine.ts";
import { cocaine } from "./cocaine.ts";
import { desipramine } from "./desipramine.ts";
import { donepezil } from "./donepezil.ts";
import { eticlopride } from "./eticlopride.ts";
import { fluoxetine } from "./fluoxetine.ts";
import { galantamine } from "./galantamine.ts";
import { guanfacine } from "./guanfacine.ts";
import { haloperidol } from "./haloperidol.ts";
import { hydroxyDpat } from "./hydroxyDpat.ts";
import { idazoxan } from "./idazoxan.ts";
import { ketanserin } from "./ketanserin.ts";
import { levodopa } from "./levodopa.ts";
import { mecamylamine } from "./mecamylamine.ts";
import { methylphenidate } from "./methylphenidate.ts";
import { nicotine } from "./nicotine.ts";
import { physostigmine } from "./physostigmine.ts";
import { pirenzepine } from "./pirenzepine.ts";
import { prazosin } from "./prazosin.ts";
import { propranolol } from "./propranolol.ts";
import { psilocybin } from "./psilocybin.ts";
import { quinpirole } from "./quinpirole.ts";
import { raclopride } from "./raclopride.ts";
import { reboxetine } from "./reboxetine.ts";
import { reserpine } from "./reserpine.ts";
import { sb242084 } from "./sb242084.ts";
import { sch23390 } from "./sch23390.ts";
import { scopolamine } from "./scopolamine.ts";
import { sulpiride } from "./sulpiride.ts";
import { timolol } from "./timolol.ts";
import { tryptophanDepletion } from "./tryptophanDepletion.ts";
import { volinanserin } from "./volinanserin.ts";
import { way100635 } from "./way100635.ts";
import { yohimbine } from "./yohimbine.ts";

/** All bundled drugs, by the modulator that they mainly act on. */
export const drugs: readonly Drug[] = [
  sch23390,
  raclopride,
  eticlopride,
  sulpiride,
  amisulpride,
  haloperidol,
  quinpirole,
  levodopa,
  amphetamine,
  cocaine,
  methylphenidate,
  reserpine,
  pirenzepine,
  atropine,
  scopolamine,
  biperiden,
  mecamylamine,
  nicotine,
  physostigmine,
  donepezil,
  galantamine,
  prazosin,
  propranolol,
  timolol,
  yohimbine,
  idazoxan,
  clonidine,
  guanfacine,
  atomoxetine,
  reboxetine,
  desipramine,
  volinanserin,
  ketanserin,
  sb242084,
  hydroxyDpat,
  way100635,
  buspirone,
  psilocybin,
  citalopram,
  fluoxetine,
  tryptophanDepletion,
];

/** The drug with this name or alias (capitals do not matter), or null. */
export function findDrug(name: string): Drug | null {
  const wanted = name.toLowerCase();
  return drugs.find((drug) => drug.id === wanted || drug.aliases.includes(wanted)) ?? null;
}
