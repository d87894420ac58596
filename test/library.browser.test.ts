import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compile, simulate } from "../src/index.ts";
import { launchChromium } from "./support/browser.ts";
import { type Server, serve } from "./support/serve.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const text = readFileSync(join(root, "src", "experiment", "fixtures", "tinyModel.yaml"), "utf8");
const task = { id: "three-armed-reversal-v1", options: { blocks: 2, blockLength: 6 } };

let server: Server;

beforeAll(async () => {
  // Anything that a page does not have, such as node:fs, makes the bundle fail.
  const { outputFiles } = await build({
    entryPoints: [join(root, "test", "browser", "library.page.ts")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    platform: "browser",
  });
  const page = `<!doctype html><meta charset="utf-8"><title>library</title><script type="module" src="/page.js"></script>`;
  server = await serve({
    files: {
      "/": { type: "text/html", body: page },
      "/page.js": { type: "text/javascript", body: outputFiles[0]!.contents },
      "/model.yaml": { type: "text/plain", body: text },
    },
  });
});

afterAll(async () => {
  await server?.close();
});

it("the library, bundled for a page, gives in Chromium the bits that it gives here", async () => {
  const record = ["ventralTegmentalArea.rate"];
  const run = simulate(compile(text, { task }), { task, subjects: 6, seed: 5, record });
  const { trials, signals } = await run.result();
  const columns = [...Object.values(trials), ...Object.values(signals)].map((column) =>
    Array.from(column as ArrayLike<unknown>).join(" "),
  );
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    expect(await server.result(30_000)).toBe([...columns, "Interrupted"].join("\n"));
  } finally {
    await browser.close();
  }
}, 60_000);
