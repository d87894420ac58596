import type { CircuitChart } from "../chart.ts";
import { formatNumber } from "../format.ts";
import type { Theme } from "../theme.ts";
import { type Drawing, element, lineHeight, picture, shifted, textBlock, textWidth, wrapped } from "./svg.ts";

type Link = CircuitChart["links"][number];

interface Point {
  readonly x: number;
  readonly y: number;
}

const [thinnest, widest] = [1.5, 9];
const fixedWidth = 1;
/** Room around the circle for nodes and the loops outside them. */
const border = 52;

/** Draws areas on a circle, in the model's order, and arrows between them. */
export function drawCircuit(chart: CircuitChart, drawing: Drawing): SVGSVGElement {
  const { theme } = drawing;
  const size = Math.min(drawing.width, 560);
  const centre = { x: size / 2, y: size / 2 };
  const node = Math.max(17, Math.max(...chart.nodes.map(({ label }) => textWidth(label, 600))) / 2 + 5);
  const places = chart.nodes.map((_, index) => onCircle(centre, size / 2 - border, angle(index, chart.nodes.length)));
  const largest = Math.max(...chart.links.map(({ value }) => value ?? 0));
  const legend = widthLegend(chart, largest, drawing);
  const ordered = [...chart.links].sort((left, right) => (left.value ?? -1) - (right.value ?? -1));
  const links = ordered.map((link) => drawLink(chart, link, places, { centre, node, largest, theme }));
  const nodes = chart.nodes.map(({ label, name }, index) =>
    shifted(
      element(
        "g",
        {},
        element("circle", { r: node, fill: theme.surface, stroke: theme.muted }, element("title", {}, name)),
        element("text", { y: 4, "text-anchor": "middle", "font-weight": 600, "pointer-events": "none" }, label),
      ),
      places[index]!.x,
      places[index]!.y,
    ),
  );
  const circle = shifted(element("g", {}, ...links, ...nodes), (drawing.width - size) / 2, legend.height);
  return picture(drawing, drawing.width, legend.height + size, [legend.node, circle]);
}

/** The first node stands on top, the others follow clockwise. */
function angle(index: number, count: number): number {
  return (2 * Math.PI * index) / count - Math.PI / 2;
}

function onCircle({ x, y }: Point, radius: number, at: number): Point {
  return { x: x + radius * Math.cos(at), y: y + radius * Math.sin(at) };
}

function linkWidth(value: number | null, largest: number): number {
  if (value === null) return fixedWidth;
  return thinnest + (widest - thinnest) * (largest > 0 ? value / largest : 0);
}

interface Frame {
  readonly centre: Point;
  /** Radius of a node. */
  readonly node: number;
  readonly largest: number;
  readonly theme: Theme;
}

function drawLink(chart: CircuitChart, link: Link, places: readonly Point[], frame: Frame): SVGElement {
  const { theme, largest } = frame;
  const [from, to] = [places[link.from]!, places[link.to]!];
  const width = linkWidth(link.value, largest);
  const head = 5 + 1.1 * width;
  const stroke = link.value === null ? theme.muted : theme.colours.accent;
  const bend = link.from === link.to ? loopBend(from, frame) : chordBend(from, to, frame.centre);
  const start = towards(from, bend[0], frame.node + 1);
  const tip = towards(to, bend[1], frame.node + 2);
  const end = towards(tip, bend[1], head * 0.8);
  const names = [chart.nodes[link.from], chart.nodes[link.to]].map((node) => node?.name ?? "");
  const said = link.value === null ? "cannot change" : formatNumber(link.value, chart.format);
  return element(
    "g",
    { opacity: link.value === null ? 0.55 : 0.85 },
    element("title", {}, `${names.join(" → ")}: ${said}`),
    element("path", {
      d: `M${at(start)}C${at(bend[0])} ${at(bend[1])} ${at(end)}`,
      fill: "none",
      stroke,
      "stroke-width": width.toFixed(2),
    }),
    arrowHead(tip, bend[1], head, stroke),
  );
}

/** Chords bow towards the centre and to their own side, so that there and back are apart. */
function chordBend(from: Point, to: Point, centre: Point): readonly [Point, Point] {
  const side = 0.12;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const radius = Math.hypot(from.x - centre.x, from.y - centre.y) || 1;
  const pull = 0.2 * (Math.hypot(dx, dy) / radius);
  const control = (share: number): Point => ({
    x: (from.x + share * dx) * (1 - pull) + centre.x * pull - side * dy,
    y: (from.y + share * dy) * (1 - pull) + centre.y * pull + side * dx,
  });
  return [control(0.3), control(0.7)];
}

/** A loop stands outside the circle. */
function loopBend(place: Point, { centre, node }: Frame): readonly [Point, Point] {
  const outward = Math.atan2(place.y - centre.y, place.x - centre.x);
  const reach = node + 42;
  return [onCircle(place, reach, outward - 0.55), onCircle(place, reach, outward + 0.55)];
}

function towards(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) * distance) / length, y: from.y + ((to.y - from.y) * distance) / length };
}

function arrowHead(tip: Point, from: Point, size: number, fill: string): SVGElement {
  const back = towards(tip, from, size);
  const [dx, dy] = [(back.y - tip.y) / 2.2, (tip.x - back.x) / 2.2];
  const corners = [tip, { x: back.x + dx, y: back.y + dy }, { x: back.x - dx, y: back.y - dy }];
  return element("polygon", { points: corners.map(at).join(" "), fill });
}

function at({ x, y }: Point): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}

function widthLegend({ label, format, links }: CircuitChart, largest: number, { theme, width }: Drawing) {
  const entries = [
    ...(largest > 0
      ? [1, 0.25].map((share) => ({ value: share * largest, text: formatNumber(share * largest, format) }))
      : []),
    ...(links.some(({ value }) => value === null) ? [{ value: null, text: "cannot change" }] : []),
  ];
  const title = wrapped(label, width);
  const node = element("g", {}, textBlock(title, { fill: theme.muted }));
  let [x, y] = [0, title.length * lineHeight];
  for (const { value, text } of entries) {
    const needed = 31 + textWidth(text) + 18;
    if (x > 0 && x + needed > width) [x, y] = [0, y + lineHeight];
    const line = element("line", {
      x1: 0,
      x2: 24,
      y1: lineHeight - 8,
      y2: lineHeight - 8,
      stroke: value === null ? theme.muted : theme.colours.accent,
      "stroke-width": linkWidth(value, largest),
    });
    node.append(shifted(element("g", {}, line, shifted(textBlock([text]), 31, 0)), x, y));
    x += needed;
  }
  return { node, height: y + lineHeight + 6 };
}
