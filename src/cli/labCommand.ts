import { spawn } from "node:child_process";
import { join } from "node:path";
import { isLoopback, type LabServer, serveLab } from "../io/lab/labServer.node.ts";
import { packageRoot } from "../io/packageRoot.ts";
import { CommandError, exitCodes } from "./failure.ts";

/** Options of `neohebb lab`. */
export interface LabOptions {
  readonly port?: number;
  readonly host: string;
  readonly open: boolean;
  readonly allowRemote?: boolean;
}

/** Port that is tried first. */
const usualPort = 7117;

/** Serves the Lab until interrupted, and opens it in the browser. */
export async function labCommand({ port, host, open, allowRemote = false }: LabOptions): Promise<void> {
  if (!isLoopback(host) && !allowRemote) {
    throw new CommandError(
      `--host ${host} would let other machines open the Lab; add --allow-remote if that is what you want`,
      exitCodes.wrongUse,
    );
  }
  const server = await start(host, port);
  if (!isLoopback(host)) {
    console.error(`Warning: other machines that can reach ${host} can open the Lab. It shows nothing of this machine.`);
  }
  console.log(`The Lab is at ${server.url}\nCtrl-C ends it.`);
  if (open) openBrowser(server.url);
  await interrupted();
  await server.close();
}

async function start(host: string, port: number | undefined): Promise<LabServer> {
  const folder = join(packageRoot(), "dist", "lab");
  if (port !== undefined) return serveLab({ folder, host, port });
  return serveLab({ folder, host, port: usualPort }).catch(() => serveLab({ folder, host, port: 0 }));
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
}

/** Opens an address in the person's browser; where there is none, the printed address is enough. */
function openBrowser(url: string): void {
  const [command, ...rest] =
    process.platform === "darwin"
      ? ["open"]
      : process.platform === "win32"
        ? ["cmd", "/c", "start", '""']
        : ["xdg-open"];
  const child = spawn(command!, [...rest, url], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
