import { renameSync, writeFileSync } from "node:fs";
import { modelReference } from "./modelReference.ts";

const page = "docs/reference-model.md";
writeFileSync(`${page}.new`, modelReference(process.cwd()));
renameSync(`${page}.new`, page);
