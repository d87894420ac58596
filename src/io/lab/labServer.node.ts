import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isIP } from "node:net";
import { extname, join, relative, sep } from "node:path";

/** Where the Lab is served from. */
export interface LabServerOptions {
  /** Folder of the built Lab. */
  readonly folder: string;
  /** Name or address to listen on. */
  readonly host: string;
  /** Port; 0: any that is free. */
  readonly port: number;
}

/** A running server. */
export interface LabServer {
  readonly url: string;
  close(): Promise<void>;
}

/** A port or an address cannot be had. */
export class LabServerError extends Error {
  override readonly name = "LabServerError";
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** With these a page is isolated from all others, which threads that share memory need. */
const headers: Readonly<Record<string, string>> = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

interface ServedFile {
  readonly type: string;
  readonly body: Buffer;
  /** Its name says what is in it, so that browsers may keep it. */
  readonly lasting: boolean;
}

/** Whether a name or address is this machine alone. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/**
 * Serves the Lab's files, which are read once at the beginning, and nothing else. Requests that name another host are
 * refused, so that no page of the web can reach the Lab by a name that it has bent to this machine.
 *
 * @throws LabServerError if the folder holds no Lab, or the port or address cannot be had.
 */
export async function serveLab({ folder, host, port }: LabServerOptions): Promise<LabServer> {
  const files = readFolder(folder);
  const server = createServer((request, response) => answer(request, response, files, host));
  await listen(server, host, port);
  const address = server.address();
  const used = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${used}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function readFolder(folder: string): ReadonlyMap<string, ServedFile> {
  const files = new Map<string, ServedFile>();
  for (const entry of listFiles(folder)) {
    const path = `/${relative(folder, entry).split(sep).join("/")}`;
    const type = types[extname(entry)] ?? "application/octet-stream";
    files.set(path, { type, body: readFileSync(entry), lasting: path.startsWith("/assets/") });
  }
  const page = files.get("/index.html");
  if (!page) throw new LabServerError(`there is no Lab in ${folder}; build it by: npm run build`);
  return files.set("/", page);
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why =
        error.code === "EADDRINUSE"
          ? `port ${port} is in use; --port chooses another, --port 0 any that is free`
          : error.code === "EACCES"
            ? `port ${port} may not be used; --port chooses another`
            : `cannot listen on ${host}: ${error.message}`;
      reject(new LabServerError(why));
    });
    server.listen(port, host, () => resolve());
  });
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  files: ReadonlyMap<string, ServedFile>,
  host: string,
): void {
  const file = files.get((request.url ?? "/").split(/[?#]/u)[0]!);
  const refusal = refusalOf(request, file, host);
  if (file && !refusal) {
    response.writeHead(200, {
      ...headers,
      "content-type": file.type,
      "content-length": file.body.byteLength,
      "cache-control": file.lasting ? "public, max-age=31536000, immutable" : "no-cache",
    });
    response.end(request.method === "HEAD" ? undefined : file.body);
  } else if (refusal) {
    response.writeHead(refusal.status, { ...headers, "content-type": "text/plain; charset=utf-8" });
    response.end(`${refusal.why}\n`);
  }
}

function refusalOf(
  { headers: { host: given }, method }: IncomingMessage,
  file: ServedFile | undefined,
  host: string,
): { readonly status: number; readonly why: string } | null {
  if (!isOwnHost(given, host)) return { status: 421, why: "This is not the host that was asked for." };
  if (method !== "GET" && method !== "HEAD") return { status: 405, why: "Only GET and HEAD are answered." };
  return file ? null : { status: 404, why: "There is no such file." };
}

function isOwnHost(given: string | undefined, host: string): boolean {
  const name = (given ?? "").replace(/:\d+$/u, "").replace(/^\[(.*)\]$/u, "$1");
  return isLoopback(name) || name === host || (isIP(host) > 0 && !isLoopback(host) && isIP(name) > 0);
}
