/** Texts of what stands around every page. */
export const frame = {
  title: "neohebb Lab",
  pages: { label: "Pages", brain: "Brain", play: "Play" },
  loading: "Loading …",
  broken: "This page cannot be shown. Loading it again may help; if not, please report what you did.",
  notLoaded: "This page could not be loaded. Is the connection there?",
  purpose: "For research and teaching, not for clinical use.",
  skip: "Skip to the content",
  theme: { label: "Colours", system: "as the system", light: "light", dark: "dark" },
} as const;
