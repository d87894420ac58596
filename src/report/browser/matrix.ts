import type { MatrixChart } from "../chart.ts";
import { formatNumber } from "../format.ts";
import type { Theme } from "../theme.ts";
import { type Drawing, element, fontSize, lineHeight, picture, shifted, textBlock, textWidth, wrapped } from "./svg.ts";

type MatrixPanel = MatrixChart["panels"][number];

const gap = 18;
const subjectPanelHeight = 384;
/** Width of a cell from which on its number fits. */
const leastNumbered = 31;

/** Width below which a picture is drawn for a narrow screen. */
const narrow = 480;

/** Draws tables of numbers as coloured cells. */
export function drawMatrix(given: MatrixChart, drawing: Drawing): SVGSVGElement {
  const { width, theme } = drawing;
  const chart = width < narrow ? uprightOf(given) : given;
  const labels = chart.rowLabels ? chart.rows.map((label) => shortened(label, Math.min(230, width * 0.42))) : [];
  const left = chart.rowLabels ? Math.max(0, ...labels.map((label) => textWidth(label))) + 10 : 0;
  const shape = gridShape(chart, width - left, width < narrow);
  const nodes: Node[] = [];
  let y = drawScales(chart, drawing, nodes);
  for (const row of shape.rows) {
    const drawn = row.map((panel) => drawPanel(chart, panel, shape.cell, theme));
    const head = Math.max(...drawn.map((panel) => panel.head));
    drawn.forEach((panel, column) => {
      nodes.push(shifted(panel.node, left + column * (shape.panelWidth + gap), y + head - panel.head));
    });
    if (chart.rowLabels) nodes.push(shifted(rowLabels(labels, shape.cell.height, theme), left - 8, y + head));
    y += Math.max(...drawn.map((panel) => panel.height + head - panel.head)) + gap;
  }
  return picture(drawing, width, y - gap + 4, nodes);
}

/** A wide table turned, so that its cells keep their numbers. */
function uprightOf(chart: MatrixChart): MatrixChart {
  const [panel] = chart.panels;
  if (!panel || chart.panels.length > 1 || !chart.rowLabels || chart.columns.length <= chart.rows.length) return chart;
  const values = chart.columns.map((_, column) => panel.values.map((row) => row[column] ?? null));
  return {
    ...chart,
    rows: chart.columns,
    columns: chart.rows,
    rowTitle: chart.columnTitle,
    columnTitle: chart.rowTitle,
    panels: [{ ...panel, values }],
  };
}

interface Shape {
  readonly rows: readonly (readonly MatrixPanel[])[];
  readonly cell: {
    readonly width: number;
    readonly height: number;
    /** Long column names stand upright instead of slanted. */
    readonly upright: boolean;
  };
  readonly panelWidth: number;
}

function gridShape(chart: MatrixChart, room: number, upright: boolean): Shape {
  const columns = Math.max(1, chart.columns.length);
  const least = chart.rowLabels ? Math.max(columns * 14, 112) : 140;
  const across = Math.max(1, Math.min(chart.across, chart.panels.length, Math.floor((room + gap) / (least + gap))));
  const widest = chart.panels.length === 1 || !chart.rowLabels ? 108 : 34;
  const widthFor = (overhang: number): number => (room - overhang - gap * (across - 1)) / across;
  const names = columnNames(chart, Math.min(widest, widthFor(0) / columns), upright);
  const panelWidth = widthFor(names.overhang);
  const cellWidth = Math.min(widest, panelWidth / columns);
  const first = chart.panels[0]?.values.length ?? 1;
  const height = chart.rowLabels ? (chart.panels.length === 1 ? 24 : 18) : subjectPanelHeight / Math.max(first, 1);
  const rows: MatrixPanel[][] = [];
  const kinds = [
    chart.panels.filter(({ scale }) => scale === "sequential"),
    chart.panels.filter(({ scale }) => scale === "diverging"),
  ];
  for (const kind of kinds) {
    for (let start = 0; start < kind.length; start += across) rows.push(kind.slice(start, start + across));
  }
  return { rows, cell: { width: cellWidth, height, upright }, panelWidth };
}

function drawPanel(chart: MatrixChart, panel: MatrixPanel, cell: Shape["cell"], theme: Theme) {
  const node = element("g", {});
  const width = cell.width * chart.columns.length;
  const height = chart.rowLabels ? cell.height : subjectPanelHeight / Math.max(1, panel.values.length);
  const titleLines = wrapped(panel.title, Math.max(width, 100), 600);
  const names = columnNames(chart, cell.width, cell.upright);
  const head = titleLines.length * lineHeight + names.height + 4;
  if (panel.title !== "") node.append(textBlock(titleLines, { "font-weight": 600 }));
  node.append(shifted(names.draw(theme), 0, head - 2));
  const cells = element("g", { "shape-rendering": chart.rowLabels ? "auto" : "crispEdges" });
  const inset = chart.rowLabels ? 1 : 0;
  panel.values.forEach((values, row) => {
    values.forEach((value, column) => {
      const colour = cellColour(panel, value, theme);
      const [x, y] = [column * cell.width, row * height];
      const name = panel.rows?.[row] ?? chart.rows[row] ?? "";
      const hover = element(
        "title",
        {},
        `${name}, ${chart.columns[column] ?? ""}: ${formatNumber(value, panel.format)}`,
      );
      cells.append(
        element(
          "rect",
          {
            x,
            y,
            width: Math.max(0.5, cell.width - inset),
            height: Math.max(0.5, height - inset),
            fill: colour ?? "none",
            ...(colour ? {} : { stroke: theme.line, "stroke-dasharray": "2 2" }),
          },
          hover,
        ),
      );
      if (chart.panels.length === 1 && chart.rowLabels && value !== null && cell.width >= leastNumbered) {
        cells.append(
          cellNumber(formatNumber(value, panel.format), x + (cell.width - inset) / 2, y + height / 2, {
            background: colour ?? theme.background,
            theme,
            size: cell.width < 42 ? 9.5 : 11.5,
          }),
        );
      }
    });
  });
  node.append(shifted(cells, 0, head));
  return { node, head, height: head + height * panel.values.length };
}

function cellNumber(
  value: string,
  x: number,
  y: number,
  { background, theme, size }: { readonly background: string; readonly theme: Theme; readonly size: number },
): SVGElement {
  const fill =
    [theme.text, theme.background].sort((a, b) => contrast(b, background) - contrast(a, background))[0] ?? "";
  return element(
    "text",
    { x, y: y + 4, "text-anchor": "middle", fill, "font-size": size, "pointer-events": "none" },
    value,
  );
}

/** Column names level where they fit, else slanted or upright; numbers are thinned out and have a title. */
function columnNames({ columns, columnTitle }: MatrixChart, cellWidth: number, upright: boolean) {
  const numeric = columns.every((name) => /^\d+$/.test(name));
  const widest = Math.max(0, ...columns.map((name) => textWidth(name)));
  const widestWord = Math.max(0, ...columns.flatMap((name) => name.split(" ").map((word) => textWidth(word))));
  const level = numeric || widestWord < cellWidth - 4;
  const every = numeric ? Math.ceil((widest + 6) / cellWidth) : 1;
  const lines = columns.map((name) => (numeric ? [name] : wrapped(name, cellWidth - 4)));
  const levelHeight = Math.max(...lines.map(({ length }) => length)) * 14 + 4 + (numeric ? lineHeight : 0);
  const standing = upright ? Math.min(widest, longestName) + 8 : slantedHeight(widest);
  const title = element("text", { x: 0, y: -4 - lineHeight }, columnTitle);
  return {
    height: level ? levelHeight : standing,
    /** How far the last name sticks out at the right. */
    overhang: level || upright ? 0 : Math.max(0, slantedHeight(widest) - cellWidth / 2),
    draw: (theme: Theme): SVGElement =>
      element(
        "g",
        { fill: theme.muted },
        ...(numeric ? [title] : []),
        ...columns.flatMap((name, index) => {
          if (index % every !== 0) return [];
          const x = (index + 0.5) * cellWidth;
          if (level) return [levelName(lines[index] ?? [], x)];
          const turned = upright ? `translate(${x + 4},-4) rotate(-90)` : `translate(${x},-4) rotate(-45)`;
          return [element("text", { transform: turned }, shortened(name, longestName))];
        }),
      ),
  };
}

/** Width of the longest column name that is written out. */
const longestName = 150;

function levelName(lines: readonly string[], x: number): SVGElement {
  const spans = lines.map((line, place) => element("tspan", { x, y: -4 - 14 * (lines.length - 1 - place) }, line));
  return element("text", { "text-anchor": "middle" }, ...spans);
}

function slantedHeight(widest: number): number {
  return Math.min(widest, longestName) * 0.72 + 14;
}

function rowLabels(labels: readonly string[], cellHeight: number, theme: Theme): SVGElement {
  return element(
    "g",
    { fill: theme.text, "text-anchor": "end" },
    ...labels.map((label, row) => element("text", { x: 0, y: (row + 0.5) * cellHeight + 4 }, label)),
  );
}

function shortened(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let length = text.length - 1;
  while (length > 1 && textWidth(`${text.slice(0, length)}…`) > width) length--;
  return `${text.slice(0, length)}…`;
}

/** Place of a value on the colour scale, 0 … 1. */
function position({ scale, domain, logarithmic }: MatrixPanel, value: number): number {
  const [low, high] = domain;
  if (scale === "sequential" && logarithmic) {
    return value <= low ? 0 : Math.log(value / low) / Math.log(high / low);
  }
  return (value - low) / (high - low || 1);
}

function cellColour(panel: MatrixPanel, value: number | null, theme: Theme): string | null {
  return value === null ? null : interpolated(theme[panel.scale], position(panel, value));
}

function interpolated(colours: readonly string[], place: number): string {
  const scaled = Math.min(1, Math.max(0, place)) * (colours.length - 1);
  const index = Math.min(colours.length - 2, Math.floor(scaled));
  const [from, to] = [channels(colours[index] ?? "#000000"), channels(colours[index + 1] ?? "#000000")];
  const mixed = from.map((value, channel) => Math.round(value + ((to[channel] ?? value) - value) * (scaled - index)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(first: string, second: string): number {
  const [dark = 0, light = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Draws the legends of the colour scales side by side and gives the height used. */
function drawScales(chart: MatrixChart, { theme, width }: Drawing, nodes: Node[]): number {
  const kinds = chart.panels.filter(
    (panel, index) => chart.panels.findIndex(({ label }) => label === panel.label) === index,
  );
  let [x, y] = [0, 0];
  let height = 3 * lineHeight;
  for (const panel of kinds) {
    const bar = 180;
    const needed = Math.max(bar, textWidth(panel.label)) + 28;
    if (x > 0 && x + needed > width) [x, y] = [0, y + height + 6];
    const label = wrapped(panel.label, width);
    height = (label.length + 2) * lineHeight;
    nodes.push(shifted(scaleLegend(panel, label, theme, bar), x, y));
    x += needed;
  }
  return y + height + 12;
}

function scaleLegend(panel: MatrixPanel, label: readonly string[], theme: Theme, width: number): SVGElement {
  const steps = 36;
  const top = label.length * lineHeight;
  const node = element("g", {}, textBlock(label, { fill: theme.muted }));
  for (let step = 0; step < steps; step++) {
    node.append(
      element("rect", {
        x: (step * width) / steps,
        y: top + 2,
        width: width / steps + 0.4,
        height: 10,
        fill: interpolated(theme[panel.scale], step / (steps - 1)),
      }),
    );
  }
  const [low, high] = panel.domain;
  const middle = panel.scale === "diverging" ? [{ x: width / 2, value: (low + high) / 2, anchor: "middle" }] : [];
  const ends = [{ x: 0, value: low, anchor: "start" }, ...middle, { x: width, value: high, anchor: "end" }];
  for (const { x, value, anchor } of ends) {
    const prefix = panel.logarithmic && value === low ? "≤ " : "";
    node.append(
      element(
        "text",
        { x, y: top + 12 + fontSize + 2, "text-anchor": anchor, "font-size": 11 },
        `${prefix}${formatNumber(value, panel.format)}`,
      ),
    );
  }
  return node;
}
