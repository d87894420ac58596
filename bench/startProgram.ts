import { START_MODEL, timeStart } from "./startTime.ts";

/** Times the way from a file to the first step so many times in this process and prints each. */
const repeats = Number(process.argv[2] ?? 1);
const starts = [];
for (let i = 0; i < repeats; i++) starts.push(await timeStart(START_MODEL));
process.stdout.write(JSON.stringify(starts));
