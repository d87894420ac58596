/** Put in when the Lab is built (vite.config.ts) and tested (vitest.config.ts): the package's version. */
declare const NEOHEBB_VERSION: string;

/** Version of neohebb that the Lab is made from. */
export const version = NEOHEBB_VERSION;
