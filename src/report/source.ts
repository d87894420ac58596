import { html, type Markup } from "./html.ts";

/** A citation with its DOI as a link. */
export function linkedSource(source: string): Markup {
  const found = /(?:doi:\s*|https?:\/\/(?:dx\.)?doi\.org\/)?(10\.\d{4,9}\/[-._;()/:A-Za-z0-9]*[A-Za-z0-9])/i.exec(
    source,
  );
  if (!found) return html`${source}`;
  const [whole, doi = ""] = found;
  const start = found.index;
  const link = html`<a href="https://doi.org/${doi}" rel="noreferrer">doi:${doi}</a>`;
  return html`${source.slice(0, start)}${link}${source.slice(start + whole.length)}`;
}
