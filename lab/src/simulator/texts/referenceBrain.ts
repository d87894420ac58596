/** Texts of the reference brain, by path from this file. */
export const texts = import.meta.glob<string>("../../../../models/reference-brain/**/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});
