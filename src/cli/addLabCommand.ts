import { type Command, Option } from "commander";
import type { LabOptions } from "./labCommand.ts";
import { wholeNumber } from "./sharedOptions.ts";

/** Adds `lab`. */
export function addLabCommand(program: Command): void {
  program
    .command("lab")
    .description("open the Lab: a living brain in the browser (served from this machine, works offline)")
    .addOption(new Option("--port <n>", "port (default: 7117, or one that is free)").argParser(wholeNumber(0, 65535)))
    .option("--no-open", "do not open the browser, print the address only")
    .option("--host <name>", "address to listen on; others than this machine's own need --allow-remote", "localhost")
    .option("--allow-remote", "let other machines open the Lab")
    .action(async (options: LabOptions) => (await import("./labCommand.ts")).labCommand(options));
}
