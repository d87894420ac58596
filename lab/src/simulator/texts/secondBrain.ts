/** Texts of the second reference brain, by path from this file. */
export const texts = import.meta.glob<string>("../../../../models/reference-brain-2/**/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});
