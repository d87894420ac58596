import { type Browser, chromium } from "playwright-core";
// biome-ignore lint/correctness/useImportExtensions: the tool is plain JavaScript with a declaration beside it.
import { findChromium } from "../../tools/browser.mjs";

/**
 * Starts the machine's Chromium, headless and without background traffic.
 *
 * @throws if none is installed: `npm test` looks for one before the tests begin.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("No Chromium-family browser found; run `npm test -- --install-browser`.");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
