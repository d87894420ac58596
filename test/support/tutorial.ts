import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A fenced block of a page. */
interface Block {
  readonly language: string;
  readonly text: string;
}

/** What a page shows as output but its commands did not print. */
export interface MissingOutput {
  readonly expected: string;
  readonly printed: string;
}

function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gmu)].map(([, language, text]) => ({
    language: language!,
    text: text!,
  }));
}

/**
 * Follows a page in a folder in which the package is installed: saves the blocks that begin with `# file: NAME` or
 * `// file: NAME`, runs those of commands, and looks for the lines of a `text` block in what was printed before it.
 *
 * @throws if a command fails.
 * @returns the lines that are missing.
 */
export function followPage(page: string, folder: string): MissingOutput[] {
  const missing: MissingOutput[] = [];
  let printed = "";
  for (const { language, text } of blocksOf(readFileSync(page, "utf8"))) {
    const name = /^(?:#|\/\/) file: (\S+)\n/u.exec(text)?.[1];
    if (name !== undefined) writeFileSync(join(folder, name), text);
    else if (language === "sh")
      printed = commandsOf(text)
        .map((command) => run(command, folder))
        .join("");
    else if (language === "text") {
      for (const line of text.trimEnd().split("\n")) {
        if (!spaced(printed).includes(spaced(line))) missing.push({ expected: line, printed });
      }
    }
  }
  return missing;
}

/** Widths of columns do not matter. */
function spaced(text: string): string {
  return text.replace(/ +/gu, " ");
}

/** Commands of a block, without those that install the package. */
function commandsOf(text: string): string[] {
  return text
    .trim()
    .split("\n")
    .filter((command) => !/^npm (?:init|install)\b/u.test(command));
}

/** `npx neohebb` runs the installed command; so does its name, without the second that npx takes. */
function run(command: string, folder: string): string {
  const path = `${join(folder, "node_modules", ".bin")}${delimiter}${process.env.PATH}`;
  return execFileSync(command.replace(/^npx neohebb\b/u, "neohebb"), {
    cwd: folder,
    env: { ...process.env, PATH: path },
    encoding: "utf8",
    shell: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
}
