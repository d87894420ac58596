import type { Environment } from "./environment.ts";

/** A number is shown; a hidden card of a low, an even or a high deck may beat it, if one gambles. */
export const deckGambles: Environment = {
  id: "deck-gambles",
  title: "gambles that a deck's hidden card beats a number",
  source: "michely2022",
  trials: 180,
  options: {
    leans: {
      default: [-1, 0, 1],
      title: "each deck: from −1, where low cards are likely, over 0, all alike, to 1, high cards",
      range: [-1, 1],
    },
    highest: { default: 9, title: "highest card and number", range: [2, 1000], isWhole: true },
  },
  columns: {
    deck: "deck",
    number: "number to be beaten",
    choice: "1 to gamble",
    outcome: "1 won, −1 lost, 0 for a tie or no gamble",
  },
  counts: (options) => ({ deck: options.list("leans").length, choice: 2 }),
  play(options, random) {
    const leans = options.list("leans");
    const highest = options.number("highest");
    let order: number[] = [];
    /** With weights that rise or fall evenly from card to card. */
    const card = (lean: number): number => {
      const even = 1 + random.integer(highest);
      if (random.uniform() >= Math.abs(lean)) return even;
      const other = 1 + random.integer(highest);
      return lean > 0 ? Math.max(even, other) : Math.min(even, other);
    };
    return {
      begin() {
        if (order.length === 0) order = random.shuffle([...leans.keys()]);
        return { deck: order.pop()!, number: 1 + random.integer(highest) };
      },
      observe(_, { choice, deck, number }) {
        if (choice === undefined || Number.isNaN(choice)) return {};
        return { outcome: choice === 0 ? 0 : Math.sign(card(leans[deck!]!) - number!) };
      },
    };
  },
};
