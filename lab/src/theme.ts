/** What colours the Lab may have. */
export const themes = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof themes)[number];

const key = "neohebb-theme";

/** The choice made last; `system` where nothing can be stored. */
export function readTheme(): ThemeChoice {
  try {
    const stored = localStorage.getItem(key);
    return themes.find((theme) => theme === stored) ?? "system";
  } catch {
    return "system";
  }
}

/** Shows the page in a theme and remembers it. */
export function setTheme(theme: ThemeChoice): void {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset.theme;
  else dataset.theme = theme;
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Storage is refused: the choice holds as long as the page is open.
  }
}
