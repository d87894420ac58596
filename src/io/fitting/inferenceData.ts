import { renameSync, rmSync } from "node:fs";
import { FileError, touching } from "../files.ts";

/** A variable of a group: its dimensions' names and its values in row order. */
export interface InferenceVariable {
  readonly dimensions: readonly string[];
  /** Whole numbers as 64-bit ones; yes and no as 8-bit ones. */
  readonly values: Float64Array | BigInt64Array | Int8Array;
  /** What it is, its scale and unit, for readers. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** InferenceData (https://python.arviz.org, schema 0.23) before it is written. */
export interface InferenceData {
  /** Labels along each dimension; whole numbers from 0 where a number of places is given. */
  readonly dimensions: Readonly<Record<string, readonly string[] | number>>;
  /** Group → numbers along a dimension that differ from those of the other groups. */
  readonly places?: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
  /** Group (`posterior`, `sample_stats`, `log_likelihood`, …) → variable → values. */
  readonly groups: Readonly<Record<string, Readonly<Record<string, InferenceVariable>>>>;
  /** Attributes of every group, such as the model's name. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The optional package that writes netCDF is not installed. */
export class NetcdfUnavailable extends FileError {
  constructor(path: string) {
    super(`${path}: netCDF needs the optional package h5wasm: npm install h5wasm`, path);
  }
}

type Module = typeof import("h5wasm/node");
type HdfGroup = ReturnType<InstanceType<Module["File"]>["create_group"]>;

/**
 * Writes InferenceData as netCDF4, which `arviz.from_netcdf(path, engine="h5netcdf")` reads.
 *
 * @param version - Of this program.
 * @throws NetcdfUnavailable; FileError if the machine does not let the file be written.
 */
export async function writeInferenceData(path: string, data: InferenceData, version: string): Promise<void> {
  const { File, ready } = await hdf5(path);
  await ready;
  const temporary = `${path}.partial`;
  rmSync(temporary, { force: true });
  const file = new File(temporary, "w");
  try {
    file.create_attribute("inference_library", "neohebb", null, "S");
    for (const [name, variables] of Object.entries(data.groups)) {
      if (Object.keys(variables).length > 0) writeGroup(file.create_group(name), name, variables, data, version);
    }
  } finally {
    file.close();
  }
  touching("write", path, () => renameSync(temporary, path));
}

async function hdf5(path: string): Promise<Module> {
  try {
    return await import("h5wasm/node");
  } catch {
    throw new NetcdfUnavailable(path);
  }
}

function writeGroup(
  group: HdfGroup,
  name: string,
  variables: Readonly<Record<string, InferenceVariable>>,
  { dimensions: common, places, attributes }: InferenceData,
  version: string,
): void {
  const dimensions: Readonly<Record<string, readonly (string | number)[] | number>> = { ...common, ...places?.[name] };
  const about = { inference_library: "neohebb", inference_library_version: version, ...attributes };
  for (const [key, text] of Object.entries(about)) group.create_attribute(key, text, null, "S");
  const used = new Set(Object.values(variables).flatMap((variable) => variable.dimensions));
  for (const dimension of used) {
    const labels = dimensions[dimension]!;
    const numbers = typeof labels === "number" ? Array.from({ length: labels }, (_, place) => place) : labels;
    const numbered = typeof numbers[0] === "number";
    group.create_dataset({
      name: dimension,
      data: numbered ? BigInt64Array.from(numbers, BigInt) : numbers.map(String),
      dtype: numbered ? "<q" : "S",
      shape: [numbers.length],
    });
    datasetOf(group, dimension).make_scale(dimension);
  }
  for (const [variable, { dimensions: own, values, attributes: facts = {} }] of Object.entries(variables)) {
    const shape = own.map((dimension) => sizeOf(dimensions[dimension]!));
    const dtype = values instanceof BigInt64Array ? "<q" : values instanceof Int8Array ? "<b" : "<d";
    const dataset = group.create_dataset({ name: variable, data: values, dtype, shape });
    // As xarray writes truth values.
    if (values instanceof Int8Array) dataset.create_attribute("dtype", "bool", null, "S");
    for (const [key, text] of Object.entries(facts)) dataset.create_attribute(key, text, null, "S");
    own.forEach((dimension, place) => {
      datasetOf(group, variable).attach_scale(place, `/${name}/${dimension}`);
    });
  }
}

function datasetOf(group: HdfGroup, name: string): InstanceType<Module["Dataset"]> {
  return group.get(name) as InstanceType<Module["Dataset"]>;
}

function sizeOf(labels: readonly (string | number)[] | number): number {
  return typeof labels === "number" ? labels : labels.length;
}
