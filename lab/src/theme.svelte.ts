/** What colours the Lab may have. */
export const themes = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof themes)[number];

const key = "neohebb-theme";
const prefersDark = matchMedia("(prefers-color-scheme: dark)");

let choice = $state(readChoice());
let systemIsDark = $state(prefersDark.matches);
prefersDark.addEventListener("change", ({ matches }) => {
  systemIsDark = matches;
});

/** The colours that are wanted, and those that are shown. */
export const theme = {
  get choice(): ThemeChoice {
    return choice;
  },
  set choice(next: ThemeChoice) {
    choice = next;
    try {
      localStorage.setItem(key, next);
    } catch {
      // Storage is refused: the choice holds as long as the page is open.
    }
  },
  get shown(): "light" | "dark" {
    return choice === "dark" || (choice === "system" && systemIsDark) ? "dark" : "light";
  },
};

/** The choice made last; `system` where nothing can be stored. */
function readChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(key);
    return themes.find((one) => one === stored) ?? "system";
  } catch {
    return "system";
  }
}
