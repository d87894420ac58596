import type { Circuit } from "./circuitLayout.ts";
import type { Extent, Place, Recording } from "./recording.ts";

/** Steps of the colour scale. */
const shades = 8;
/** Share of the largest change of a projection in a frame from which it is shown as changing. */
const noticeable = 0.04;

interface PaintedCell {
  readonly rate: string;
  readonly element: SVGElement;
  shade: number;
}

interface PaintedLevel {
  readonly variable: string;
  readonly element: SVGElement;
  readonly top: number;
  readonly height: number;
  shown: number;
}

interface PaintedLink {
  readonly weight: string;
  readonly element: SVGElement;
  readonly line: SVGElement;
  largest: number;
  change: string;
  width: number;
}

/** Writes frames into a drawn circuit; touches only what looks different from the frame before. */
export class CircuitPainter {
  readonly #cells: PaintedCell[];
  readonly #levels: PaintedLevel[];
  readonly #links: PaintedLink[];
  readonly #halos: { readonly rate: string; readonly element: SVGElement; shown: number }[];

  constructor(drawing: SVGSVGElement, { nodes, links }: Circuit) {
    const find = (query: string) => drawing.querySelector<SVGElement>(query)!;
    this.#cells = nodes.flatMap(({ blocks }) =>
      blocks.flatMap(({ cells }) =>
        cells.map(({ rate }) => ({ rate, element: find(`[data-rate="${rate}"]`), shade: -1 })),
      ),
    );
    this.#levels = nodes.flatMap(({ levels }) =>
      levels.map(({ variable, y, height }) => ({
        variable,
        element: find(`[data-level="${variable}"]`),
        top: y,
        height,
        shown: -1,
      })),
    );
    this.#links = links.flatMap(({ name, weight }) => {
      if (weight === null) return [];
      const element = find(`[data-link="${name}"]`);
      const line = element.querySelector<SVGElement>(".line")!;
      return [{ weight, element, line, largest: 0, change: "", width: -1 }];
    });
    this.#halos = nodes.flatMap(({ kind, name, rate }) =>
      kind === "nucleus" && rate !== null ? [{ rate, element: find(`[data-node="${name}"] .halo`), shown: -1 }] : [],
    );
  }

  paint(recording: Recording, place: Place): void {
    for (const cell of this.#cells) {
      const shade = Math.round((shades - 1) * share(recording.value(cell.rate, place), recording.extent(cell.rate)));
      if (shade === cell.shade) continue;
      cell.shade = shade;
      cell.element.style.fill = `var(--s${shade})`;
    }
    for (const level of this.#levels) {
      const shown = Math.round(
        level.height * share(recording.value(level.variable, place), recording.extent(level.variable)),
      );
      if (shown === level.shown) continue;
      level.shown = shown;
      level.element.setAttribute("y", `${level.top + level.height - shown}`);
      level.element.setAttribute("height", `${shown}`);
    }
    for (const halo of this.#halos) {
      const shown = Math.round(20 * share(recording.value(halo.rate, place), recording.extent(halo.rate))) / 20;
      if (shown === halo.shown) continue;
      halo.shown = shown;
      halo.element.style.opacity = `${0.55 * shown}`;
      halo.element.style.transform = `scale(${1 + 0.3 * shown})`;
    }
    for (const link of this.#links) this.#paintLink(link, recording, place);
  }

  #paintLink(link: PaintedLink, recording: Recording, place: Place): void {
    const now = recording.value(link.weight, place);
    const before = place.sample > 0 ? recording.value(link.weight, { ...place, sample: place.sample - 1 }) : now;
    const difference = now - before;
    link.largest = Math.max(link.largest, Math.abs(difference));
    const isSeen = Math.abs(difference) > noticeable * link.largest;
    const change = !isSeen ? "" : difference > 0 ? "up" : "down";
    if (change !== link.change) {
      link.change = change;
      link.element.dataset.change = change;
    }
    const width = Math.round(10 * (1.5 + 5 * share(now, recording.extent(link.weight)))) / 10;
    if (width === link.width) return;
    link.width = width;
    link.line.style.strokeWidth = `${width}`;
  }
}

/** Where a value stands between 0 (or the smallest, if that is below) and the largest seen. */
function share(value: number, { low, high }: Extent): number {
  const base = Math.min(0, low);
  if (!(high - base > 1e-9) || Number.isNaN(value)) return 0;
  return Math.min(1, Math.max(0, (value - base) / (high - base)));
}
