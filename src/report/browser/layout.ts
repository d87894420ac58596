import type { ColourName, Theme } from "../theme.ts";
import {
  type Drawing,
  element,
  lineHeight,
  nested,
  type Piece,
  picture,
  shifted,
  textBlock,
  textWidth,
  wrapped,
} from "./svg.ts";

const gap = 20;

/** A panel before it is drawn: its title and how to draw its inside at a width. */
export interface PanelPlan {
  readonly title: string;
  /** Colour of the mark before the title, if any. */
  readonly colour?: ColourName | undefined;
  /** Draws the panel's inside. */
  draw(place: PanelPlace): Element;
}

/** Where in the grid a panel stands. */
export interface PanelPlace {
  readonly width: number;
  /** First of its row: writes labels at the left. */
  readonly first: boolean;
  /** Last of its column: writes the label of the horizontal axis. */
  readonly last: boolean;
}

/** An entry of a legend. */
export interface LegendItem {
  readonly label: string;
  readonly colour: ColourName;
  readonly dashed: boolean;
  readonly thin: boolean;
}

/**
 * Lays panels out in rows, legend above, and joins all into one picture.
 *
 * @param leftLabels - Room for labels left of the first panel of each row, beyond a panel's own width.
 */
export function panelGrid(
  drawing: Drawing,
  plans: readonly PanelPlan[],
  options: {
    readonly columns: number;
    readonly minimum: number;
    readonly leftLabels: number;
    readonly legend?: Piece | null;
  },
): SVGSVGElement {
  const { width, theme } = drawing;
  const room = width - options.leftLabels;
  const fitting = Math.max(1, Math.floor((room + gap) / (options.minimum + gap)));
  const columns = Math.max(1, Math.min(options.columns, fitting, plans.length));
  const inner = (room - gap * (columns - 1)) / columns;
  const nodes: Node[] = [];
  let y = 0;
  if (options.legend) {
    nodes.push(options.legend.node);
    y = options.legend.height + 8;
  }
  for (let start = 0; start < plans.length; start += columns) {
    const row = plans.slice(start, start + columns);
    const titles = row.map(({ title }) => wrapped(title, inner - 14, 600));
    const titleHeight = Math.max(...titles.map(({ length }) => length)) * lineHeight;
    let tallest = 0;
    row.forEach((plan, column) => {
      const first = column === 0;
      const x = first ? 0 : options.leftLabels + column * (inner + gap);
      const panel = nested(
        plan.draw({
          width: Math.floor(inner + (first ? options.leftLabels : 0)),
          first,
          last: start + column + columns >= plans.length,
        }),
        x,
        y + titleHeight,
      );
      nodes.push(panel);
      if (plan.title !== "") {
        nodes.push(shifted(panelTitle(theme, titles[column] ?? [], plan.colour), first ? options.leftLabels : x, y));
      }
      tallest = Math.max(tallest, Number(panel.getAttribute("height")));
    });
    y += titleHeight + tallest + 10;
  }
  return picture(drawing, width, y - 10, nodes);
}

function panelTitle(theme: Theme, lines: readonly string[], colour: ColourName | undefined): SVGElement {
  if (!colour) return textBlock(lines, { "font-weight": 600 });
  return element(
    "g",
    {},
    element("circle", { cx: 5, cy: lineHeight - 8, r: 4.5, fill: theme.colours[colour] }),
    shifted(textBlock(lines, { "font-weight": 600 }), 14, 0),
  );
}

/** A legend of lines, broken into rows; null if there is nothing to tell. */
export function lineLegend({ theme, width }: Drawing, items: readonly LegendItem[]): Piece | null {
  if (items.length === 0) return null;
  const node = element("g", {});
  let [x, y] = [0, 0];
  for (const { label, colour, dashed, thin } of items) {
    const needed = 32 + textWidth(label) + 18;
    if (x > 0 && x + needed > width) [x, y] = [0, y + lineHeight + 4];
    const line = element("line", {
      x1: 0,
      x2: 24,
      y1: lineHeight - 8,
      y2: lineHeight - 8,
      stroke: theme.colours[colour],
      "stroke-width": thin ? 1.25 : 2.25,
      ...(dashed ? { "stroke-dasharray": "4 3" } : {}),
    });
    node.append(shifted(element("g", {}, line, shifted(textBlock([label]), 31, 0)), x, y));
    x += needed;
  }
  return { node, width, height: y + lineHeight };
}
