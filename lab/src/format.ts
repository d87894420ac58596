const locale = typeof navigator === "undefined" ? "en" : navigator.language;
const rounded = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

/** A number to three digits in the reader's own manner; a dash where there is none. */
export function numberText(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? "–" : rounded.format(value);
}

/** A count in the reader's own manner (`12,345`). */
export function countText(value: number): string {
  return whole.format(value);
}

/** A length of time to be waited, s, in words of the reader's own manner: seconds below two minutes, else minutes. */
export function waitText(seconds: number): string {
  const unit = seconds < 120 ? "second" : "minute";
  const value = Math.max(1, Math.ceil(unit === "second" ? seconds : seconds / 60));
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
}
