import type { Drug } from "../drug.ts";
import { guide } from "../guide.ts";

/** The usual D2-like agonist. */
export const quinpirole: Drug = {
  id: "quinpirole",
  aliases: [],
  label: "quinpirole",
  doc: "Full agonist of D2, D3 and D4 receptors; at low doses it acts mainly on autoreceptors.",
  affinities: [
    {
      receptor: "dopamineD2",
      ...guide({
        target: "human D2",
        p: 7.7,
        pubMed: "7576010, 1354163, 1975644",
        note: "highest of 4.9–7.7: the state of high affinity",
      }),
      action: "agonist",
    },
    {
      receptor: "dopamineD3",
      ...guide({ target: "human D3", p: [6.4, 8.0], pubMed: "7756621, 7576010, 1354163" }),
      action: "agonist",
    },
    {
      receptor: "dopamineD4",
      ...guide({ target: "human D4", p: 7.5, pubMed: "12388666, 1840645" }),
      action: "agonist",
    },
  ],
};
