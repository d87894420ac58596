import { describe, expect, it } from "vitest";
import { darkTheme, lightTheme, type Theme } from "./theme.ts";

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(first: string, second: string): number {
  const [dark = 0, light = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each([
  ["light", lightTheme],
  ["dark", darkTheme],
] as const)("the %s theme", (_, theme: Theme) => {
  it.each(["text", "muted", "link"] as const)("has text of WCAG AA contrast: %s", (name) => {
    expect(contrast(theme[name], theme.background)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme[name], theme.surface)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.entries(theme.colours))("has lines that stand out from the background: %s", (_name, colour) => {
    expect(contrast(colour, theme.background)).toBeGreaterThanOrEqual(3);
  });

  it("has a colour scale that gets steadily stronger", () => {
    const steps = theme.sequential.map((colour) => contrast(colour, theme.background));
    expect(steps).toEqual([...steps].sort((left, right) => left - right));
  });

  it("has a text colour that can be read on every cell", () => {
    for (const cell of [...theme.sequential, ...theme.diverging]) {
      expect(Math.max(contrast(theme.text, cell), contrast(theme.background, cell))).toBeGreaterThanOrEqual(3.5);
    }
  });
});
