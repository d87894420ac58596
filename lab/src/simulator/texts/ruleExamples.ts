/** Texts of the small models of the rule examples, by path from this file. */
export const texts = import.meta.glob<string>("../../../../examples/rules/models/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});
