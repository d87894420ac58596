import { renameSync, writeFileSync } from "node:fs";
import { environmentReference } from "./environmentReference.ts";
import { modelReference } from "./modelReference.ts";

write("docs/reference-model.md", modelReference(process.cwd()));
write("docs/environments.md", environmentReference());

function write(page: string, text: string): void {
  writeFileSync(`${page}.new`, text);
  renameSync(`${page}.new`, page);
}
