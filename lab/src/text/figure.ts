/** Texts around figures. */
export const figure = {
  keep: (heading: string, kind: string) => `${kind.toUpperCase()}: keep “${heading}” as a file`,
  data: "Data",
  of: (heading: string) => `of “${heading}”`,
  dataOf: (heading: string) => `Data of “${heading}”`,
} as const;
