import { html, type Markup } from "./html.ts";

const doiPattern = /(?:doi[:\s]\s*|https?:\/\/(?:dx\.)?doi\.org\/)?(10\.\d{4,9}\/[-._;()/:A-Za-z0-9]*[A-Za-z0-9])/gi;

/** A text with its DOIs as links. */
export function linkedSource(source: string): Markup {
  const parts: Markup[] = [];
  let end = 0;
  for (const match of source.matchAll(doiPattern)) {
    const [whole, doi = ""] = match;
    parts.push(html`${source.slice(end, match.index)}<a href="https://doi.org/${doi}" rel="noreferrer">doi:${doi}</a>`);
    end = match.index + whole.length;
  }
  return html`${parts}${source.slice(end)}`;
}
