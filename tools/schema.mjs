// `node tools/schema.mjs`: writes the JSON Schemas of the file formats to schema/ (a test says when they are out of date).
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** module, name of the schema in it, title, file in schema/ */
const formats = [
  ["./src/spec/modelFile.ts", "modelFileSchema", "neohebb model, format 1", "model-1.json"],
  ["./src/spec/modelFile.ts", "modelPartSchema", "part of a neohebb model, format 1", "model-part-1.json"],
  ["./src/spec/extension.ts", "extensionSchema", "extension of a neohebb model, format 1", "model-extension-1.json"],
  ["./src/experiment/experimentFile.ts", "experimentSchema", "neohebb experiment, format 1", "experiment-1.json"],
  ["./src/protocol/protocolFile.ts", "protocolSchema", "neohebb protocol, format 1", "protocol-1.json"],
  [
    "./src/fitting/model/behaviourFile.ts",
    "behaviourSchema",
    "neohebb behavioural model, format 1",
    "behaviour-1.json",
  ],
];

const lines = formats.map(
  ([module, name, title, file], place) =>
    `import { ${name} as schema${place} } from "${module}";\nschemas.push([${JSON.stringify(file)}, jsonSchemaOf(schema${place}, ${JSON.stringify(title)})]);`,
);
const contents = `import { jsonSchemaOf } from "./src/spec/jsonSchema.ts";\nexport const schemas = [];\n${lines.join("\n")}\n`;
const bundle = join(root, "schema", `.bundle-${process.pid}.mjs`);
mkdirSync(join(root, "schema"), { recursive: true });
try {
  await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile: bundle,
    logLevel: "warning",
  });
  const { schemas } = await import(pathToFileURL(bundle).href);
  for (const [file, schema] of schemas) {
    const target = join(root, "schema", file);
    writeFileSync(`${target}.new`, `${JSON.stringify(schema, null, 2)}\n`);
    renameSync(`${target}.new`, target);
  }
} finally {
  rmSync(bundle, { force: true });
}
