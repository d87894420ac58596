import { html, type Markup } from "../html.ts";
import { linkedSource } from "../source.ts";

/** Keys of sources with their citations, as a fit has them. */
export type Citations = Readonly<Record<string, string>>;

/** Sources in a sentence: `Watkins and Dayan (1992)`, each a link where its DOI is known; keys without a citation stay. */
export function shortSources(keys: readonly string[], citations: Citations): Markup {
  return html`${keys.map((key, place) => html`${place > 0 && ", "}${shortSource(key, citations)}`)}`;
}

/** Sources in full, one each, with their DOIs as links. */
export function fullSources(keys: readonly string[], citations: Citations): Markup {
  return html`<ul>${keys.map((key) => html`<li>${linkedSource(citations[key] ?? key)}</li>`)}</ul>`;
}

function shortSource(key: string, citations: Citations): Markup {
  const citation = citations[key] ?? key;
  const short = /^.*?\(\d{4}[a-z]?\)/u.exec(citation)?.[0] ?? key;
  const doi = /doi:(10\.\S+)$/u.exec(citation)?.[1];
  return doi === undefined ? html`${short}` : html`<a href="https://doi.org/${doi}" rel="noreferrer">${short}</a>`;
}
