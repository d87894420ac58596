import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * For esbuild: the package `yaml` in its form of ES modules. That for Node asks the environment for a variable at each
 * token, which is a quarter of the time that reading a model takes.
 */
export const yamlAlias = {
  yaml: join(fileURLToPath(new URL("..", import.meta.url)), "node_modules", "yaml", "browser", "index.js"),
};
