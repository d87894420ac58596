/**
 * Names of a model's files that do not depend on where its folder is: paths within the main file's folder; of files
 * elsewhere as much of the end of the path as tells them apart.
 *
 * @param main - Path of the main file.
 * @param paths - Paths of all files, each once.
 */
export function fileNames(main: string, paths: readonly string[]): Map<string, string> {
  const plain = (path: string) => path.replaceAll("\\", "/");
  const folder = plain(main).replace(/[^/]*$/u, "");
  const isInside = (path: string) => plain(path).startsWith(folder);
  const inside = paths.filter(isInside).map((path) => plain(path).slice(folder.length));
  const outside = paths.filter((path) => !isInside(path)).map((path) => plain(path).split("/"));
  const taken = (name: string, parts: readonly string[]) =>
    inside.includes(name) ||
    outside.some((other) => other !== parts && other.slice(-name.split("/").length).join("/") === name);
  const shortest = (parts: readonly string[]): string => {
    for (let count = 1; count < parts.length; count++) {
      const name = parts.slice(-count).join("/");
      if (!taken(name, parts)) return name;
    }
    const whole = parts.join("/");
    return inside.includes(whole) ? `./${whole}` : whole;
  };
  const names = [...inside, ...outside.map(shortest)];
  const ordered = [...paths.filter(isInside), ...paths.filter((path) => !isInside(path))];
  return new Map(ordered.map((path, place) => [path, names[place]!]));
}
