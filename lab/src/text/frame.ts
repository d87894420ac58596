/** Texts of what stands around every page. */
export const frame = {
  title: "neohebb Lab",
  pages: {
    label: "Pages",
    brain: "Brain",
    experiment: "Experiment",
    play: "Play",
    compare: "Compare",
    phenomena: "Phenomena",
    model: "Model",
    lessons: "Lessons",
  },
  loading: "Loading …",
  broken: "This page cannot be shown. Loading it again may help; if not, please report what you did.",
  notLoaded: "This page could not be loaded. Is the connection there?",
  purpose: "For research and teaching, not for clinical use.",
  skip: "Skip to the content",
  theme: { label: "Colours", system: "as the system", light: "light", dark: "dark" },
  link: {
    copy: "Copy link",
    about: "A link that opens exactly this. It carries everything in itself; nothing is stored elsewhere.",
    copied: "The link is copied.",
    byHand: "Copy it from here:",
    broken: "The link is incomplete or damaged, so the page begins as usual. Ask for it once more.",
    newer: (version: string) =>
      `The link was made by version ${version}, which is later than this one, so the page begins as usual. A newer Lab can open it.`,
    older: (version: string) =>
      `The link was made by version ${version}. What it opens is shown here; numbers may differ where something has changed since:`,
    close: "Close this message",
  },
} as const;
