import type { Theme } from "../theme.ts";

const namespace = "http://www.w3.org/2000/svg";
const fontFamily = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif';

/** Font size of the pictures' text. */
export const fontSize = 12;

/** How pictures are drawn: room, colours. */
export interface Drawing {
  readonly width: number;
  readonly theme: Theme;
}

/** A piece of a picture with its size. */
export interface Piece {
  readonly node: SVGElement;
  readonly width: number;
  readonly height: number;
}

/** Makes an SVG element. */
export function element<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[Name] {
  const node = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  node.append(...children);
  return node;
}

/** A whole picture around its contents. */
export function picture({ theme }: Drawing, width: number, height: number, children: readonly Node[]): SVGSVGElement {
  const [w, h] = [Math.ceil(width), Math.ceil(height)];
  const node = element("svg", { viewBox: `0 0 ${w} ${h}`, width: w, height: h, fill: theme.text }, ...children);
  node.setAttribute("font-family", fontFamily);
  node.setAttribute("font-size", String(fontSize));
  node.setAttribute("aria-hidden", "true");
  return node;
}

/** Style of a Plot picture inside ours. */
export function plotStyle(theme: Theme): string {
  return `font-family:${fontFamily};font-size:${fontSize}px;color:${theme.text};--plot-background:${theme.background};overflow:visible;background:none`;
}

/** Puts a Plot picture at a place inside another. */
export function nested(plot: Element, x: number, y: number): SVGElement {
  const node = plot as SVGSVGElement;
  node.setAttribute("x", String(x));
  node.setAttribute("y", String(y));
  node.style.width = `${node.getAttribute("width")}px`;
  node.style.height = `${node.getAttribute("height")}px`;
  node.style.maxWidth = "none";
  return node;
}

/** A group shifted to a place. */
export function shifted(node: Node, x: number, y: number): SVGElement {
  return element("g", { transform: `translate(${x},${y})` }, node);
}

let ruler: CanvasRenderingContext2D | null = null;

/** Width of a text in the pictures' font. */
export function textWidth(text: string, weight = 400): number {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!ruler) return text.length * 6.5;
  ruler.font = `${weight} ${fontSize}px ${fontFamily}`;
  return ruler.measureText(text).width;
}

/** Breaks a text into lines no wider than given. */
export function wrapped(text: string, width: number, weight = 400): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, weight) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}

/** Lines of text, the first baseline at one line's height. */
export function textBlock(
  lines: readonly string[],
  attributes: Readonly<Record<string, string | number>> = {},
): SVGElement {
  const spans = lines.map((line, index) => element("tspan", { x: 0, y: (index + 1) * lineHeight - 4 }, line));
  return element("text", attributes, ...spans);
}

/** Distance between lines of text. */
export const lineHeight = 16;
