// Differences between this program's fitting and independent programs: docs/fitting-agreement.md.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./prepare.mjs";
import { runTypeScript } from "./runTypeScript.mjs";

const { agreementPage } = await runTypeScript("tools/fitting/agreement/page.ts");
writeFileSync(join(root, "docs", "fitting-agreement.md"), agreementPage(root));
