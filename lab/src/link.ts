import { type Page, pageOf } from "./route.ts";
import { version as ownVersion } from "./version.ts";

/** Form of what stands in a link; a later one cannot be read by this Lab. */
const format = 1;
/** Longest state that is unpacked, bytes: more than any page writes, less than what would hold up a phone. */
const longest = 2_000_000;

/** State of a page as a link carries it: anything that JSON can say. */
export type LinkState = Readonly<Record<string, unknown>>;

/** What is to be said of a link before its page is shown. */
export type LinkProblem =
  | { readonly kind: "broken" }
  /** Made by a later version; its state is not taken. */
  | { readonly kind: "newer"; readonly version: string }
  /** Made by an earlier version; its state is taken. */
  | { readonly kind: "older"; readonly version: string };

/** What an address says. */
export interface ReadLink {
  readonly page: Page;
  /** Null: the page's beginning. */
  readonly state: LinkState | null;
  readonly problem: LinkProblem | null;
}

/**
 * The fragment that opens a page in a state: `#/<page>?<base64url of the deflated JSON>`. Nothing of a fragment is
 * sent to a server.
 */
export async function linkTo(page: Page, state: LinkState, version: string = ownVersion): Promise<string> {
  const text = JSON.stringify({ v: format, version, ...state });
  const packed = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  return `#/${page}?${base64url(packed)}`;
}

/** Reads the fragment of an address; what cannot be read is said in `problem`, never thrown. */
export async function readLink(hash: string): Promise<ReadLink> {
  const page = pageOf(hash);
  const [, packed] = /^#\/\w+\?(.*)$/su.exec(hash) ?? [];
  if (packed === undefined) return { page, state: null, problem: null };
  try {
    const bytes = await through(fromBase64url(packed), new DecompressionStream("deflate-raw"));
    const read: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof read !== "object" || read === null || Array.isArray(read)) throw new RangeError("not a state");
    const { v, version, ...state } = read as Record<string, unknown>;
    if (typeof v !== "number" || typeof version !== "string") throw new RangeError("not a link of the Lab");
    const order = v > format ? 1 : compareVersions(version, ownVersion);
    if (order > 0) return { page, state: null, problem: { kind: "newer", version } };
    return { page, state, problem: order < 0 ? { kind: "older", version } : null };
  } catch {
    return { page, state: null, problem: { kind: "broken" } };
  }
}

/** Sections of a change log (`## <version> …`) of the versions after one, the newest first. */
export function changesSince(changelog: string, version: string): { version: string; changes: string[] }[] {
  return changelog.split(/^## /mu).flatMap((section) => {
    const [, found] = /^(\d+\.\d+\.\d+\S*)/u.exec(section) ?? [];
    if (!found || compareVersions(found, version) <= 0) return [];
    const changes = [...section.matchAll(/^- (.*)$/gmu)].map(([, line]) => line!.replaceAll(/[`*]/gu, ""));
    return [{ version: found, changes }];
  });
}

/** Positive where `a` is the later version (`major.minor.patch`); what follows these is not compared. */
function compareVersions(a: string, b: string): number {
  const [first, second] = [a, b].map((version) => {
    const parts = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})/u.exec(version);
    if (!parts) throw new RangeError(`${version} is no version`);
    return parts.slice(1).map(Number);
  });
  const place = first!.findIndex((number, index) => number !== second![index]);
  return place < 0 ? 0 : first![place]! - second![place]!;
}

async function through(bytes: Uint8Array, change: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(change);
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
    if (length > longest) {
      await reader.cancel();
      throw new RangeError("too long for a link");
    }
  }
  const whole = new Uint8Array(length);
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

function base64url(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
