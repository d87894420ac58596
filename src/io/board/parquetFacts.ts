import { parquetMetadata } from "hyparquet";

/** Key-value metadata of a Parquet file. @throws Error if it is damaged */
export function parquetFacts(bytes: Uint8Array): Record<string, string> {
  const { key_value_metadata: facts } = parquetMetadata(new Uint8Array(bytes).buffer);
  return Object.fromEntries((facts ?? []).map(({ key, value }) => [key, value ?? ""]));
}
