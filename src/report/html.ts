/** Markup that is already safe; made only by `html` and `raw`. */
export interface Markup {
  readonly markup: string;
}

type Content = Markup | string | number | null | undefined | false | readonly Content[];

/** Text with the five characters escaped that mean something in HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Marks a string as safe markup: only for text that this program wrote itself. */
export function raw(markup: string): Markup {
  return { markup };
}

function write(content: Content): string {
  if (content === null || content === undefined || content === false) return "";
  if (typeof content === "string") return escapeHtml(content);
  if (typeof content === "number") return String(content);
  if ("markup" in content) return content.markup;
  return content.map(write).join("");
}

/** Template tag: everything put in is escaped unless it is markup; lists are joined; null and false vanish. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return raw(parts.map((part, index) => part + write(contents[index])).join(""));
}

/** A value as JSON that can stand inside a script element: no character of it can end or open one. */
export function scriptJson(value: unknown): Markup {
  const text = JSON.stringify(value, (_, item) => (typeof item === "number" ? rounded(item) : item));
  return raw(
    text
      .replaceAll("<", "\\u003c")
      .replaceAll(">", "\\u003e")
      .replaceAll("&", "\\u0026")
      .replaceAll("\u2028", "\\u2028")
      .replaceAll("\u2029", "\\u2029"),
  );
}

/** Program text that can stand inside a script element. */
export function scriptText(program: string): Markup {
  return raw(program.replace(/<(?=\/script|!--)/gi, "\\x3C"));
}

/** Five significant digits are more than a picture shows and halve the size of the page. */
function rounded(value: number): number {
  return Number.isInteger(value) || !Number.isFinite(value) ? value : Number(value.toPrecision(5));
}
