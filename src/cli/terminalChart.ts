/** A line of a terminal chart. */
export interface TerminalLine {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly mark: string;
  /** Points alone, without lines between them. */
  readonly points?: boolean;
}

/** How a terminal chart is drawn. */
export interface TerminalChartOptions {
  readonly width: number;
  readonly height: number;
  readonly logarithmic: readonly [horizontal: boolean, vertical: boolean];
  /** Title of the horizontal axis. */
  readonly title: string;
  /** Only characters that every terminal and file shows. */
  readonly plain: boolean;
}

/** Marks of the curves, in order; later curves begin again. */
export function curveMark(place: number, plain: boolean): string {
  const marks = plain ? "ox+*#@%&" : "●▲■◆★○△□";
  return Array.from(marks)[place % 8]!;
}

/** Mark of published values. */
export function publishedMark(plain: boolean): string {
  return plain ? "P" : "◇";
}

/** Curves as characters: points with their marks, straight lines between them dotted; earlier ones lie above. */
export function terminalChart(lines: readonly TerminalLine[], options: TerminalChartOptions): string {
  const { height, logarithmic, plain } = options;
  const [across, up] = logarithmic.map((wanted) => (wanted ? Math.log10 : (value: number) => value));
  const shaped = lines.map(({ x, y, mark, points = false }) => ({ x: x.map(across!), y: y.map(up!), mark, points }));
  const [left, right] = ends(shaped.flatMap(({ x }) => x));
  const [bottom, top] = ends(shaped.flatMap(({ y }) => y));
  const labels = axisLabels(bottom, top, height, logarithmic[1]);
  const margin = Math.max(...labels.map((label) => label.length));
  const columns = options.width - margin - 2;
  const cells = Array.from({ length: height }, () => Array<string>(columns).fill(" "));
  const column = (value: number) => Math.round(((value - left) / (right - left)) * (columns - 1));
  const row = (value: number) => Math.round(((top - value) / (top - bottom)) * (height - 1));
  if (bottom < 0 && top > 0 && !logarithmic[1]) cells[row(0)]!.fill(plain ? "-" : "┄");
  for (const { x, y, points } of shaped.toReversed())
    if (!points) dotted(x.map(column), y.map(row), cells, plain ? "." : "·");
  for (const { x, y, mark } of shaped.toReversed())
    x.forEach((value, place) => {
      if (Number.isFinite(y[place]!)) cells[row(y[place]!)]![column(value)] = mark;
    });
  const side = plain ? "|" : "│";
  const body = cells.map((characters, place) => `${labels[place]!.padStart(margin)} ${side}${characters.join("")}`);
  return [...body.map((text) => text.trimEnd()), ...footer(lines, margin, columns, options)].join("\n");
}

/** Least and greatest value, never the same. */
function ends(values: readonly number[]): [number, number] {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  if (finite.length === 0) return [0, 1];
  return low === high ? [low - (Math.abs(low) || 1) / 2, high + (Math.abs(high) || 1) / 2] : [low, high];
}

/** A number with three digits; what is tiny beside the axis is 0. */
function short(value: number, span = 0): string {
  return Math.abs(value) <= span / 1000 ? "0" : String(Number(value.toPrecision(3)));
}

/** Numbers at the top, in the middle and at the bottom of the vertical axis. */
function axisLabels(bottom: number, top: number, height: number, logarithmic: boolean): string[] {
  const label = (value: number) => (logarithmic ? short(10 ** value) : short(value, top - bottom));
  const shown = new Set([0, Math.floor((height - 1) / 2), height - 1]);
  return Array.from({ length: height }, (_, place) =>
    shown.has(place) ? label(top - ((top - bottom) * place) / (height - 1)) : "",
  );
}

function dotted(x: readonly number[], y: readonly number[], cells: string[][], dot: string): void {
  for (let place = 0; place + 1 < x.length; place++) {
    const count = Math.max(Math.abs(x[place + 1]! - x[place]!), Math.abs(y[place + 1]! - y[place]!));
    if (!Number.isFinite(count)) continue;
    for (let step = 1; step < count; step++) {
      const across = Math.round(x[place]! + ((x[place + 1]! - x[place]!) * step) / count);
      const down = Math.round(y[place]! + ((y[place + 1]! - y[place]!) * step) / count);
      cells[down]![across] = dot;
    }
  }
}

function footer(
  lines: readonly TerminalLine[],
  margin: number,
  columns: number,
  { plain, title }: TerminalChartOptions,
): string[] {
  const values = lines.flatMap(({ x }) => x);
  const low = short(Math.min(...values));
  const high = short(Math.max(...values));
  const indent = " ".repeat(margin + 2);
  const room = Math.max(1, columns - low.length - high.length);
  const centred = title.slice(0, room - 2);
  const before = Math.floor((room - centred.length) / 2);
  const middle = " ".repeat(before) + centred + " ".repeat(room - centred.length - before);
  const corner = plain ? "+" : "└";
  return [`${" ".repeat(margin + 1)}${corner}${(plain ? "-" : "─").repeat(columns)}`, indent + low + middle + high];
}
