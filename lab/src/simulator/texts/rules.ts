/** Texts of the plasticity rules, by path from this file. */
export const texts = import.meta.glob<string>("../../../../models/rules/**/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});
