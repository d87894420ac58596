import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isLoopback, type LabServer, serveLab } from "./labServer.node.ts";

let folder: string;
let server: LabServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "neohebb-lab-"));
  mkdirSync(join(folder, "lab", "assets"), { recursive: true });
  writeFileSync(join(folder, "lab", "index.html"), "<!doctype html><title>Lab</title>");
  writeFileSync(join(folder, "lab", "assets", "page-1a2b.js"), "export {};");
  writeFileSync(join(folder, "secret.txt"), "not for the web");
  server = await serveLab({ folder: join(folder, "lab"), host: "127.0.0.1", port: 0 });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Asks with the path as it is written, which `fetch` would tidy up. */
function ask(path: string, { method = "GET", host }: { method?: string; host?: string } = {}): Promise<Answer> {
  const { port, hostname } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const asked = request({ port, hostname, path, method, ...(host ? { headers: { host } } : {}) }, (response) => {
      let body = "";
      response.on("data", (part) => {
        body += part;
      });
      response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

describe("the Lab's server", () => {
  it("serves the page isolated from other pages, with assets that browsers may keep", async () => {
    const page = await ask("/?anything#here");
    expect([page.status, page.body]).toEqual([200, "<!doctype html><title>Lab</title>"]);
    expect(page.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
      "cache-control": "no-cache",
    });
    expect(page.headers["content-security-policy"]).toMatch(/script-src 'self' 'wasm-unsafe-eval';/u);
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    const script = await ask("/assets/page-1a2b.js");
    expect(script.headers).toMatchObject({ "content-type": "text/javascript; charset=utf-8" });
    expect(script.headers["cache-control"]).toContain("immutable");
    expect((await ask("/", { method: "HEAD" })).body).toBe("");
  });

  it("serves nothing outside its folder and changes nothing", async () => {
    for (const path of [
      "/../secret.txt",
      "/..%2fsecret.txt",
      "/assets/../../secret.txt",
      "//etc/passwd",
      "/secret.txt",
    ]) {
      expect(await ask(path)).toMatchObject({ status: 404 });
    }
    expect(await ask("/", { method: "POST" })).toMatchObject({ status: 405 });
  });

  it("refuses requests that name another host", async () => {
    expect(await ask("/", { host: "evil.example" })).toMatchObject({ status: 421 });
    expect(await ask("/", { host: "evil.example:80" })).toMatchObject({ status: 421 });
    expect(await ask("/", { host: `localhost:${new URL(server.url).port}` })).toMatchObject({ status: 200 });
  });

  it("says what is wrong with a port or a folder", async () => {
    const port = Number(new URL(server.url).port);
    const again = serveLab({ folder: join(folder, "lab"), host: "127.0.0.1", port });
    await expect(again).rejects.toThrow(`port ${port} is in use`);
    await expect(serveLab({ folder: join(folder, "none"), host: "127.0.0.1", port: 0 })).rejects.toThrow("no Lab in");
  });

  it("sends the policy that the page carries itself and that the documents name, and lets no frame hold it", async () => {
    const sent = (await ask("/")).headers["content-security-policy"];
    const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
    const [, carried] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/u.exec(
      readFileSync(join(root, "lab", "index.html"), "utf8"),
    )!;
    expect(sent).toBe(`${carried}; frame-ancestors 'none'`);
    expect(readFileSync(join(root, "docs", "hosting.md"), "utf8")).toContain(`Content-Security-Policy: ${sent}\n`);
  });

  it("knows what is this machine alone", () => {
    expect(["localhost", "127.0.0.1", "127.1.2.3", "::1"].map(isLoopback)).toEqual([true, true, true, true]);
    expect(["0.0.0.0", "::", "192.168.1.4", "127.evil.example", "lab.example"].map(isLoopback)).not.toContain(true);
  });
});
