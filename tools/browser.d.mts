/** Path of a Chromium-family browser on this machine (`NEOHEBB_CHROMIUM` wins), or null. */
export function findChromium(): string | null;
/** Path of Firefox on this machine (`NEOHEBB_FIREFOX` wins), or null. */
export function findFirefox(): string | null;
/** Installs Chromium by the system's package manager. Returns its path, or null with the reason printed. */
export function installChromium(): string | null;
