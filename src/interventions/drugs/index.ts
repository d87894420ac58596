import type { Drug } from "../drug.ts";
import { haloperidol } from "./haloperidol.ts";
import { ketanserin } from "./ketanserin.ts";
import { mecamylamine } from "./mecamylamine.ts";
import { methylphenidate } from "./methylphenidate.ts";
import { pirenzepine } from "./pirenzepine.ts";
import { prazosin } from "./prazosin.ts";
import { propranolol } from "./propranolol.ts";
import { raclopride } from "./raclopride.ts";
import { sch23390 } from "./sch23390.ts";
import { scopolamine } from "./scopolamine.ts";
import { volinanserin } from "./volinanserin.ts";

/** All bundled drugs. */
export const drugs: readonly Drug[] = [
  sch23390,
  raclopride,
  haloperidol,
  pirenzepine,
  scopolamine,
  mecamylamine,
  methylphenidate,
  prazosin,
  propranolol,
  volinanserin,
  ketanserin,
];

/** The drug with this name or alias (capitals do not matter), or null. */
export function findDrug(name: string): Drug | null {
  const wanted = name.toLowerCase();
  return drugs.find((drug) => drug.id === wanted || drug.aliases.includes(wanted)) ?? null;
}
