import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const source = join(dirname(fileURLToPath(import.meta.url)), "..", "src");

/** Every layer below `io`. */
const belowIo = [
  ...["math", "units", "spec", "engine", "tasks", "agents", "analysis", "interventions", "experiment"],
  ...["protocol", "phenomena", "calibration", "fitting", "bridge", "description", "report"],
];

/** What each layer may import; everything else is an error. `index` is `src/index.ts`. */
const allowed: Record<string, readonly string[]> = {
  math: [],
  units: ["math"],
  engine: ["math"],
  spec: ["units", "math", "engine"],
  tasks: ["math"],
  agents: ["math", "tasks"],
  analysis: ["math", "tasks"],
  interventions: ["math", "units"],
  experiment: ["math", "units", "spec", "engine", "tasks", "agents", "analysis", "interventions"],
  protocol: ["math", "units", "spec", "engine", "experiment"],
  phenomena: ["math", "spec", "engine", "experiment", "protocol"],
  calibration: ["math", "spec", "engine", "phenomena"],
  fitting: ["math", "units", "spec", "engine", "tasks", "agents", "analysis"],
  bridge: ["math", "spec", "tasks", "analysis", "experiment", "fitting"],
  description: ["math", "units", "spec", "engine"],
  report: ["math", "analysis", "fitting"],
  io: belowIo,
  index: [...belowIo, "io"],
  cli: [...belowIo, "io", "index"],
};

/** What may be imported as types only: from the language the engine, in reports what a fit gives. */
const typesOnly = new Set(["spec → engine", "report → fitting"]);

/** Packages that a layer may use. */
const packages: Record<string, readonly string[]> = {
  spec: ["yaml", "zod"],
  experiment: ["zod"],
  protocol: ["zod"],
  fitting: ["zod"],
  report: ["@observablehq/plot"],
  io: ["h5wasm", "hyparquet", "hyparquet-writer"],
  cli: ["commander"],
};

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const found: Import[] = [];
  for (const match of text.matchAll(/^\s*(import|export)\s+(type\s)?[^"';]*?from\s+"([^"]+)"/gm))
    found.push({ file, target: match[3] as string, typeOnly: match[2] !== undefined });
  for (const match of text.matchAll(/(?:^\s*import|\bimport\()\s*"([^"]+)"/gm))
    found.push({ file, target: match[1] as string, typeOnly: false });
  return found;
}

function layerOf(file: string): string {
  const parts = relative(source, file).split(sep);
  return parts.length === 1 ? "index" : (parts[0] as string);
}

const all = filesBelow(source);
const product = all.filter((file) => !file.endsWith(".test.ts") && !file.includes(`${sep}fixtures${sep}`));
const name = (file: string) => relative(dirname(source), file).split(sep).join("/");

describe("the house", () => {
  it("imports only downwards", () => {
    const wrong = product.flatMap(importsOf).flatMap(({ file, target, typeOnly }) => {
      if (!target.startsWith(".")) return [];
      const from = layerOf(file);
      const to = layerOf(resolve(dirname(file), target));
      if (from === to) return [];
      const fine = (allowed[from] ?? []).includes(to) && (typeOnly || !typesOnly.has(`${from} → ${to}`));
      return fine ? [] : [`${name(file)}: ${from} may not import ${to} (${target})`];
    });
    expect(wrong).toEqual([]);
  });

  it("has a rule for every folder", () => {
    const layers = [...new Set(product.map(layerOf))].filter((layer) => !(layer in allowed));
    expect(layers).toEqual([]);
  });

  it("keeps files and threads out of the interface that pages use", () => {
    const reached = new Set<string>();
    const visit = (file: string) => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const { target, typeOnly } of importsOf(file))
        if (target.startsWith(".") && !typeOnly) visit(resolve(dirname(file), target));
    };
    visit(join(source, "index.ts"));
    const wrong = [...reached].flatMap(importsOf).filter(({ target }) => target.startsWith("node:"));
    expect(wrong).toEqual([]);
  });

  it("touches the machine only in io, cli and *.node.ts", () => {
    const wrong = product
      .filter((file) => !["io", "cli"].includes(layerOf(file)) && !file.endsWith(".node.ts"))
      .flatMap(importsOf)
      .filter(({ target }) => target.startsWith("node:"))
      .map(({ file, target }) => `${name(file)} imports ${target}`);
    expect(wrong).toEqual([]);
  });

  it("uses a package only where it belongs", () => {
    const wrong = product.flatMap(importsOf).flatMap(({ file, target }) => {
      if (target.startsWith(".") || target.startsWith("node:")) return [];
      const parts = target.split("/");
      const packageName = target.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] as string);
      return (packages[layerOf(file)] ?? []).includes(packageName) ? [] : [`${name(file)} imports ${target}`];
    });
    expect(wrong).toEqual([]);
  });

  it("lets the Lab use the library's public interface and packages of its own, nothing else", () => {
    const lab = join(dirname(source), "lab", "src");
    const files = readdirSync(lab, { recursive: true, withFileTypes: true })
      .filter(({ name }) => /\.(?:ts|svelte)$/u.test(name) && !name.endsWith(".test.ts"))
      .map((entry) => join(entry.parentPath, entry.name));
    const wrong = files.flatMap(importsOf).flatMap(({ file, target }) => {
      const fine = target.startsWith(".")
        ? resolve(dirname(file), target).startsWith(lab) || target.endsWith("?raw")
        : ["neohebb", "svelte", "uplot", "virtual:report-script"].includes(target.split("/")[0]!);
      return fine ? [] : [`${name(file)} imports ${target}`];
    });
    expect(files.length).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
  });

  it("has no folder named for nothing", () => {
    const wrong = all.filter((file) => /[/\\](utils?|helpers?|common|lib|core|misc)[/\\]/.test(file)).map(name);
    expect(wrong).toEqual([]);
  });

  it("keeps files short enough to read in one sitting", () => {
    const long = all
      .map((file) => ({ file: name(file), lines: readFileSync(file, "utf8").split("\n").length }))
      .filter(({ lines }) => lines > 500);
    expect(long).toEqual([]);
  });
});
