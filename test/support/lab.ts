import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { serveLab } from "../../src/io/lab/labServer.node.ts";
import { launchChromium } from "./browser.ts";

/** The repository's folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** A page of the Lab and what it complained of so far. */
export interface LabPage {
  readonly page: Page;
  /** Messages in the console and errors; a test expects none. */
  readonly complaints: readonly string[];
}

/** The built Lab, served, and a browser that opens its pages. */
export interface Lab {
  readonly url: string;
  readonly browser: Browser;
  /**
   * Opens a page of its own storage.
   *
   * @param hash - What follows the address (`#/play`).
   */
  open(hash?: string, options?: BrowserContextOptions): Promise<LabPage>;
  close(): Promise<void>;
}

/**
 * Serves the built Lab and starts a browser.
 *
 * @throws if the Lab has not been built.
 */
export async function startLab(): Promise<Lab> {
  const folder = process.env.NEOHEBB_LAB_FOLDER ?? join(root, "dist", "lab");
  if (!existsSync(folder)) throw new Error("the Lab has not been built: npm run build");
  const server = await serveLab({ folder, host: "127.0.0.1", port: 0 });
  const browser = await launchChromium();
  return {
    url: server.url,
    browser,
    async open(hash = "", options = {}) {
      const page = await browser.newPage(options);
      const complaints = listen(page);
      await page.goto(`${server.url}${hash}`);
      return { page, complaints };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Collects what a page complains of; to be called before it is opened. */
export function listen(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() !== "log") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return complaints;
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Barriers that axe finds in what a page shows now, each with its places. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await tool.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

/** By how many pixels what is shown is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
