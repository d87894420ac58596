/** Names of the colours that charts use; each theme gives every name a value. */
export type ColourName =
  | "people"
  | "peopleAll"
  | "agent"
  | "accent"
  | "group0"
  | "group1"
  | "group2"
  | "group3"
  | "group4"
  | "group5"
  | "group6"
  | "group7";

/** Colours of one theme, as hexadecimal RGB. */
export interface Theme {
  readonly background: string;
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly link: string;
  readonly focus: string;
  /** From nothing to much, at even steps. */
  readonly sequential: readonly string[];
  /** From much less over equal to much more. */
  readonly diverging: readonly string[];
  readonly colours: Readonly<Record<ColourName, string>>;
}

/*
 * The series colours are those of Okabe and Ito (2008), darkened or lightened until each has a contrast of at least
 * 3:1 with its background; the order keeps neighbours apart for people with red-green blindness.
 */

/** Colours on a light background. */
export const lightTheme: Theme = {
  background: "#fcfbf8",
  surface: "#f3f1eb",
  text: "#1d1f24",
  muted: "#5a5e68",
  line: "#d9d6cd",
  link: "#1b5a93",
  focus: "#1b5a93",
  sequential: ["#f3f1eb", "#d3e0dd", "#a6c8cb", "#73a9b5", "#47879c", "#2a647f", "#173f5c", "#0b2038"],
  diverging: ["#8a3b0e", "#bd6a35", "#dfa57c", "#f0d7c4", "#f5f3ee", "#c9dbe6", "#8ab2cd", "#437fa8", "#16507c"],
  colours: {
    people: "#1d1f24",
    peopleAll: "#7a7d85",
    agent: "#8a6a2f",
    accent: "#1b5a93",
    group0: "#0a6cb0",
    group1: "#cf5300",
    group2: "#00875f",
    group3: "#b1488c",
    group4: "#a87100",
    group5: "#2b8fb5",
    group6: "#6b59b8",
    group7: "#6f7a00",
  },
};

/** Colours on a dark background. */
export const darkTheme: Theme = {
  background: "#15171b",
  surface: "#1f2228",
  text: "#e9e7e1",
  muted: "#a5a8b0",
  line: "#363a43",
  link: "#8cc0ef",
  focus: "#8cc0ef",
  sequential: ["#1f2228", "#1d3644", "#1f5063", "#2b6d80", "#448c99", "#6eacae", "#a5cbc5", "#e3ebdf"],
  diverging: ["#f0a36c", "#c97a45", "#93562f", "#563a2a", "#24272e", "#25445a", "#346b90", "#5a96c3", "#9ccbf0"],
  colours: {
    people: "#f2f0ea",
    peopleAll: "#9a9da6",
    agent: "#c7a468",
    accent: "#8cc0ef",
    group0: "#55b0ee",
    group1: "#f0803c",
    group2: "#2fc092",
    group3: "#de8cc0",
    group4: "#e3ab36",
    group5: "#8fd6ef",
    group6: "#a99cf0",
    group7: "#b9c43f",
  },
};

const groupColours = 8;

/** Colour of the n-th virtual group; after the eighth they begin again. */
export function groupColour(index: number): ColourName {
  return `group${index % groupColours}` as ColourName;
}
