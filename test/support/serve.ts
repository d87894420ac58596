import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Files of a page, by path, and where it may send its result. */
export interface Site {
  readonly files: Readonly<Record<string, { readonly type: string; readonly body: string | Uint8Array }>>;
}

/** A page server on the loopback address that also receives results posted to `/result`. */
export interface Server {
  readonly url: string;
  /** The next text that the page posts to `/result`. @throws if nothing comes in time. */
  result(timeout: number): Promise<string>;
  close(): Promise<void>;
}

/** Serves the files until closed. */
export async function serve(site: Site): Promise<Server> {
  const arrived: string[] = [];
  let waiting: ((text: string) => void) | null = null;
  const deliver = (text: string) => {
    if (waiting) waiting(text);
    else arrived.push(text);
    waiting = null;
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (request.method === "POST" && path === "/result") {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        deliver(Buffer.concat(parts).toString("utf8"));
        response.writeHead(204).end();
      });
      return;
    }
    const file = site.files[path];
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": file.type }).end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    result: (timeout) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`The page sent nothing within ${timeout / 1000} s.`)), timeout);
        const take = (text: string) => {
          clearTimeout(timer);
          resolve(text);
        };
        const first = arrived.shift();
        if (first === undefined) waiting = take;
        else take(first);
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
