/** Texts of the preparations (tissue in a dish), by path from this file. */
export const texts = import.meta.glob<string>("../../../../models/preparations/**/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});
