import type { MeasuredSample } from "./messages.ts";

/** Measures of each sample as CSV with all digits: a row a sample and measure. */
export function measuresCsv(samples: readonly MeasuredSample[]): string {
  const cell = (value: string | number) =>
    typeof value === "number"
      ? Number.isFinite(value)
        ? `${value}`
        : ""
      : /[",\n]/u.test(value)
        ? `"${value.replaceAll('"', '""')}"`
        : value;
  const rows = samples.flatMap(({ label, subjects, measures }) =>
    Object.entries(measures).map(([name, { mean, standardDeviation, quantiles }]) => [
      ...[label, subjects, name, mean, standardDeviation],
      ...quantiles,
    ]),
  );
  const header = [
    "sample",
    "subjects",
    "measure",
    "mean",
    "standardDeviation",
    "q2.5",
    "q25",
    "median",
    "q75",
    "q97.5",
  ];
  return `${[header, ...rows].map((row) => row.map(cell).join(",")).join("\n")}\n`;
}

/** The command that reads a file in the same way. */
export function commandOf(
  name: string,
  columns: Readonly<Record<string, string | undefined>>,
  rows: { readonly column: string; readonly value: string } | null,
  against: string | null,
): string {
  const quoted = (text: string) => (/^[\w./=-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  return [
    `npx neohebb behaviour ${quoted(name)}`,
    ...(against === null ? [] : [`--against ${against}`]),
    ...Object.entries(columns).map(([ours, theirs]) => `--column ${quoted(`${ours}=${theirs}`)}`),
    ...(rows ? [`--rows ${quoted(`${rows.column}=${rows.value}`)}`] : []),
  ].join(" ");
}
