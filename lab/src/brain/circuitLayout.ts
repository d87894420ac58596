import type { BrainDescription } from "../simulator/messages.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A unit of a population as a small square. */
export interface Cell extends Point {
  /** The recorded rate. */
  readonly rate: string;
}

/** A population within an area's box. */
export interface CellBlock {
  readonly name: string;
  readonly label: string;
  readonly cells: readonly Cell[];
}

/** Concentration of a modulator in an area, as a bar. */
export interface Level extends Point {
  readonly modulator: string;
  readonly variable: string;
  readonly height: number;
}

/** An area as a box, or a nucleus as a disc. */
export interface Node extends Point {
  readonly kind: "area" | "nucleus";
  readonly name: string;
  readonly label: string;
  readonly doc: string;
  readonly width: number;
  readonly height: number;
  /** What a nucleus releases. */
  readonly modulator: string | null;
  /** Recorded rate of an area or nucleus without populations. */
  readonly rate: string | null;
  readonly blocks: readonly CellBlock[];
  readonly levels: readonly Level[];
}

/** A projection as an arrow. */
export interface Link {
  readonly name: string;
  readonly label: string;
  readonly path: string;
  readonly head: string;
  /** Recorded mean weight of one that learns. */
  readonly weight: string | null;
}

/** A nucleus reaching an area. */
export interface Fibre {
  readonly nucleus: string;
  readonly area: string;
  readonly modulator: string;
  readonly path: string;
  readonly rate: string | null;
}

/** Everything that is drawn, in a field of `width` × `height`. */
export interface Circuit {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Node[];
  readonly links: readonly Link[];
  readonly fibres: readonly Fibre[];
}

const [width, height] = [1000, 620];
const [cell, gap] = [9, 1.8];
const [padding, heading] = [9, 21];
const nucleusRadius = 29;

/** Where areas stand: a schematic view from the left, the front of the brain to the left, the brain stem below. */
const places: Readonly<Record<string, Point>> = {
  prefrontalCortex: { x: 105, y: 100 },
  anteriorCingulate: { x: 265, y: 80 },
  motorCortex: { x: 425, y: 75 },
  parietalCortex: { x: 590, y: 75 },
  sensoryCortex: { x: 850, y: 100 },
  orbitofrontalCortex: { x: 105, y: 265 },
  dorsalStriatum: { x: 300, y: 235 },
  pallidum: { x: 450, y: 235 },
  subthalamicNucleus: { x: 450, y: 330 },
  thalamus: { x: 605, y: 215 },
  perirhinalCortex: { x: 880, y: 250 },
  ventralStriatum: { x: 215, y: 395 },
  amygdala: { x: 395, y: 430 },
  lateralHabenula: { x: 580, y: 350 },
  hippocampus: { x: 775, y: 375 },
  hypothalamus: { x: 80, y: 430 },
  superiorColliculus: { x: 925, y: 490 },
  basalForebrain: { x: 215, y: 570 },
  ventralTegmentalArea: { x: 400, y: 570 },
  dorsalRaphe: { x: 585, y: 570 },
  locusCoeruleus: { x: 770, y: 570 },
};

/** Places areas, nuclei, projections and the nuclei's fibres. */
export function layOutCircuit(description: BrainDescription): Circuit {
  const nodes = placeNodes(description);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  return { width, height, nodes, links: placeLinks(description, byName), fibres: placeFibres(description, byName) };
}

function placeNodes({ explanation, recorded, nuclei }: BrainDescription): Node[] {
  const releases = new Map(nuclei.map(({ name, modulator }) => [name, modulator]));
  const owners = explanation.owners.filter(({ kind }) => kind === "area" || kind === "nucleus");
  const unknown = owners.filter(({ name }) => places[name] === undefined).map(({ name }) => name);
  return owners.map(({ kind, name, label, doc }) => {
    const place = places[name] ?? spare(unknown.indexOf(name), unknown.length);
    const rate = recorded.rates[name]?.[0] ?? null;
    if (kind === "nucleus") {
      const size = 2 * nucleusRadius;
      const modulator = releases.get(name) ?? null;
      return { kind, name, label, doc, ...place, width: size, height: size, modulator, rate, blocks: [], levels: [] };
    }
    const populations = explanation.owners.filter(
      (owner) => owner.kind === "population" && owner.name.startsWith(`${name}.`),
    );
    const wanted = populations.map((population) => ({ ...population, units: recorded.rates[population.name] ?? [] }));
    const box = fillBox(place, wanted, Object.entries(recorded.concentrations[name] ?? {}));
    return { kind: "area", name, label, doc, ...place, ...box, modulator: null, rate };
  });
}

/** Areas that have no place of their own stand in a row at the lower edge. */
function spare(index: number, count: number): Point {
  return { x: ((index + 0.5) / count) * width, y: height - 40 };
}

function fillBox(
  centre: Point,
  populations: readonly { readonly name: string; readonly label: string; readonly units: readonly string[] }[],
  concentrations: readonly (readonly [string, string])[],
): Pick<Node, "width" | "height" | "blocks" | "levels"> {
  const pitch = cell + gap;
  const shapes = populations.map(({ units }) => {
    const columns = Math.max(
      1,
      Math.min(16, units.length <= 8 ? units.length : Math.ceil(Math.sqrt(2.2 * units.length))),
    );
    return { columns, rows: Math.ceil(units.length / columns) };
  });
  const inner =
    Math.max(44, ...shapes.map(({ columns }) => columns * pitch)) +
    (concentrations.length > 0 ? 8 * concentrations.length : 0);
  const tall = shapes.reduce((sum, { rows }) => sum + rows * pitch + 4, 0);
  const boxWidth = inner + 2 * padding;
  const boxHeight = heading + Math.max(tall, concentrations.length > 0 ? 22 : 4) + padding;
  const left = centre.x - boxWidth / 2 + padding;
  let y = centre.y - boxHeight / 2 + heading;
  const blocks = populations.map(({ name, label, units }, index) => {
    const { columns, rows } = shapes[index]!;
    const cells = units.map((rate, unit) => ({
      rate,
      x: left + (unit % columns) * pitch,
      y: y + Math.floor(unit / columns) * pitch,
    }));
    y += rows * pitch + 4;
    return { name, label, cells };
  });
  const levels = concentrations.map(([modulator, variable], index) => ({
    modulator,
    variable,
    x: centre.x + boxWidth / 2 - padding - 8 * (concentrations.length - index) + 2,
    y: centre.y - boxHeight / 2 + heading,
    height: boxHeight - heading - padding,
  }));
  return { width: boxWidth, height: boxHeight, blocks, levels };
}

function placeLinks({ explanation, recorded }: BrainDescription, nodes: ReadonlyMap<string, Node>): Link[] {
  const among = new Map<string, number>();
  return explanation.owners.flatMap((owner) => {
    if (owner.kind !== "projection" || !owner.projection) return [];
    const from = nodes.get(areaOf(owner.projection.source));
    const to = nodes.get(areaOf(owner.projection.target));
    if (!from || !to || from === to) return [];
    const key = `${from.name}>${to.name}`;
    const count = among.get(key) ?? 0;
    among.set(key, count + 1);
    const weight = recorded.weights[owner.name] ?? null;
    return [{ name: owner.name, label: owner.label, weight, ...arrow(from, to, 0.1 + 0.09 * count, weight ? 9 : 6) }];
  });
}

function placeFibres({ nuclei, recorded }: BrainDescription, nodes: ReadonlyMap<string, Node>): Fibre[] {
  return nuclei.flatMap(({ name, modulator }) => {
    const from = nodes.get(name);
    if (!from) return [];
    return Object.entries(recorded.concentrations).flatMap(([area, byModulator]) => {
      const to = nodes.get(area);
      if (!to || byModulator[modulator] === undefined) return [];
      return [{ nucleus: name, area, modulator, path: arrow(from, to, 0.06, 0).path, rate: from.rate }];
    });
  });
}

function areaOf(name: string): string {
  return name.split(".")[0]!;
}

/** A bowed arrow from the edge of one box to that of the other. */
function arrow(from: Node, to: Node, bow: number, head: number): { readonly path: string; readonly head: string } {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const bend = { x: (from.x + to.x) / 2 - dy * bow, y: (from.y + to.y) / 2 + dx * bow };
  const start = edge(from, bend);
  const tip = edge(to, bend);
  const length = Math.hypot(bend.x - tip.x, bend.y - tip.y) || 1;
  const along = { x: (bend.x - tip.x) / length, y: (bend.y - tip.y) / length };
  const base = { x: tip.x + along.x * head, y: tip.y + along.y * head };
  const [sx, sy] = [(-along.y * head) / 2.2, (along.x * head) / 2.2];
  return {
    path: `M${at(start)}Q${at(bend)} ${at(base)}`,
    head: `M${at(tip)}L${at({ x: base.x + sx, y: base.y + sy })}L${at({ x: base.x - sx, y: base.y - sy })}Z`,
  };
}

/** Where the line from a node's centre to a point leaves the node. */
function edge(node: Node, towards: Point): Point {
  const [dx, dy] = [towards.x - node.x, towards.y - node.y];
  const reach = 3;
  if (node.kind === "nucleus") {
    const share = (node.width / 2 + reach) / (Math.hypot(dx, dy) || 1);
    return { x: node.x + dx * share, y: node.y + dy * share };
  }
  const share = Math.min(
    (node.width / 2 + reach) / (Math.abs(dx) || 1e-9),
    (node.height / 2 + reach) / (Math.abs(dy) || 1e-9),
    1,
  );
  return { x: node.x + dx * share, y: node.y + dy * share };
}

function at({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

/** Side of a cell. */
export const cellSide = cell;
