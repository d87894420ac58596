/** How the script of the reports (`dist/report-client.js`) is bundled, for esbuild: the Lab carries the same bytes. */
export const reportScript = {
  bundle: true,
  legalComments: "none",
  entryPoints: { "report-client": "src/report/browser/main.ts" },
  format: "iife",
  platform: "browser",
  target: "es2022",
  minify: true,
};
