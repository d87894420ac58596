import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const chromiumNames = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "msedge",
  "microsoft-edge",
];
const firefoxNames = ["firefox", "firefox-esr"];
const chromiumPaths = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];
const firefoxPaths = [
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
];

function onPath(names) {
  const suffix = process.platform === "win32" ? ".exe" : "";
  for (const folder of (process.env.PATH ?? "").split(delimiter))
    for (const name of names) {
      const file = join(folder, name + suffix);
      if (folder && existsSync(file)) return file;
    }
  return null;
}

/** Path of a Chromium-family browser on this machine (`NEOHEBB_CHROMIUM` wins), or null. */
export function findChromium() {
  const chosen = process.env.NEOHEBB_CHROMIUM;
  if (chosen) return existsSync(chosen) ? chosen : null;
  return onPath(chromiumNames) ?? chromiumPaths.find((path) => existsSync(path)) ?? null;
}

/** Path of Firefox on this machine (`NEOHEBB_FIREFOX` wins), or null. */
export function findFirefox() {
  const chosen = process.env.NEOHEBB_FIREFOX;
  if (chosen) return existsSync(chosen) ? chosen : null;
  return onPath(firefoxNames) ?? firefoxPaths.find((path) => existsSync(path)) ?? null;
}

const installers = [
  {
    probe: "apt-get",
    steps: [
      ["apt-get", "update", "-qq"],
      ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"],
    ],
  },
  { probe: "dnf", steps: [["dnf", "install", "-y", "-q", "chromium"]] },
  { probe: "apk", steps: [["apk", "add", "--no-cache", "chromium"]] },
  { probe: "pacman", steps: [["pacman", "-Sy", "--noconfirm", "chromium"]] },
  { probe: "brew", steps: [["brew", "install", "--cask", "chromium"]] },
];

/** Installs Chromium by the system's package manager. @returns its path, or null with the reason printed. */
export function installChromium() {
  const root = process.getuid?.() === 0;
  for (const { probe, steps } of installers) {
    if (!onPath([probe])) continue;
    for (const step of steps) {
      const needsRoot = probe !== "brew" && !root;
      const [command, ...rest] = needsRoot ? ["sudo", "-n", ...step] : step;
      console.error(`$ ${[command, ...rest].join(" ")}`);
      const { status } = spawnSync(command, rest, {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
      if (status !== 0) {
        console.error(`'${step.join(" ")}' failed.`);
        return null;
      }
    }
    return findChromium();
  }
  console.error(`No package manager known to this script was found (${installers.map((i) => i.probe).join(", ")}).`);
  return null;
}
