/** A distribution written in a model file, on the natural scale of its parameter. */
export type Prior =
  | { readonly kind: "normal"; readonly mean: number; readonly standardDeviation: number }
  /** Logarithm of the parameter is normal. */
  | { readonly kind: "logNormal"; readonly mean: number; readonly standardDeviation: number }
  | { readonly kind: "halfNormal"; readonly standardDeviation: number }
  | { readonly kind: "gamma"; readonly shape: number; readonly rate: number }
  | { readonly kind: "beta"; readonly first: number; readonly second: number }
  | { readonly kind: "studentT"; readonly degrees: number; readonly location: number; readonly scale: number }
  | { readonly kind: "uniform"; readonly lower: number; readonly upper: number };
