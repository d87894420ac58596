import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import type { Reporter, TestModule } from "vitest/node";

/** Ends the output with a plain line that people and machines can read. */
const closingLine: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state !== "pending") count[state]++;
      }
      if (module.children.size === 0) count.failed++;
    }
    console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  },
};

const manifest = readFileSync(new URL("package.json", import.meta.url), "utf8");

export default defineConfig({
  define: { NEOHEBB_VERSION: JSON.stringify((JSON.parse(manifest) as { version: string }).version) },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts", "lab/src/**/*.test.ts"],
    reporters: ["default", closingLine],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
