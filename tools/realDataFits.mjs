// Fits of published data by the command line, held against what the data are known to show: docs/real-data-fits.md.
// `node tools/realDataFits.mjs [STUDY…] [--data DIR] [--write]`; without --write the sections are printed.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./prepare.mjs";
import { runTypeScript } from "./runTypeScript.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: "string" }, write: { type: "boolean" } },
});
const folder = values.data ?? process.env.NEOHEBB_DATA ?? null;
const { section, studies, summary } = await runTypeScript("tools/fitting/realData/index.ts");
const page = join(root, "docs", "real-data-fits.md");

/** Puts a text between the marks of a part of the page. */
function replace(part, text) {
  const [begin, end] = [`<!-- ${part} -->\n`, `<!-- end of ${part} -->`];
  const earlier = readFileSync(page, "utf8");
  const [from, to] = [earlier.indexOf(begin), earlier.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} has no place for ${part}: ${begin.trim()} … ${end}`);
  writeFileSync(page, `${earlier.slice(0, from + begin.length)}${text}${earlier.slice(to)}`);
}

for (const study of studies) {
  if (positionals.length > 0 && !positionals.includes(study.id)) continue;
  if (!study.bundled && folder === null) {
    console.error(`${study.id}: not made; give the folder of the data with --data or NEOHEBB_DATA`);
    continue;
  }
  const started = performance.now();
  const text = await section(study, { root, folder: folder ?? "" });
  console.error(`${study.id}: ${Math.round((performance.now() - started) / 100) / 10} s`);
  if (values.write) {
    replace(study.id, text);
  } else console.log(text);
}
if (values.write) replace("summary", summary(readFileSync(page, "utf8")));
