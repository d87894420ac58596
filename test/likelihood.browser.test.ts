import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { launchChromium } from "./support/browser.ts";
import { likelihoodText } from "./support/likelihoods.ts";
import { serve } from "./support/serve.ts";

describe("likelihoods of behavioural models in a page", () => {
  it("have in Chromium the bits that they have in Node", async () => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL("browser/likelihood.page.ts", import.meta.url))],
      bundle: true,
      write: false,
      format: "esm",
      target: "es2022",
      platform: "browser",
    });
    const text = `<!doctype html><meta charset="utf-8"><title>bits</title><script type="module" src="/page.js"></script>`;
    const server = await serve({
      files: {
        "/": { type: "text/html", body: text },
        "/page.js": { type: "text/javascript", body: outputFiles[0]!.contents },
      },
    });
    const browser = await launchChromium();
    try {
      await (await browser.newPage()).goto(server.url);
      expect(await server.result(60_000)).toBe(await likelihoodText());
    } finally {
      await browser.close();
      await server.close();
    }
  }, 90_000);
});
