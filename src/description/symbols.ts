/** Greek letters by their LaTeX names. */
const letters: Readonly<Record<string, string>> = {
  ...{ alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", varepsilon: "ε", zeta: "ζ", eta: "η", theta: "θ" },
  ...{ vartheta: "ϑ", iota: "ι", kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ", sigma: "σ" },
  ...{ tau: "τ", upsilon: "υ", phi: "φ", varphi: "ϕ", chi: "χ", psi: "ψ", omega: "ω", Gamma: "Γ", Delta: "Δ" },
  ...{ Theta: "Θ", Lambda: "Λ", Xi: "Ξ", Pi: "Π", Sigma: "Σ", Phi: "Φ", Psi: "Ψ", Omega: "Ω", ell: "ℓ", infty: "∞" },
};

const subscripts = "₀₁₂₃₄₅₆₇₈₉";
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A LaTeX symbol (`\tau_{W+}`) as plain text (`τ_W+`). */
export function plainSymbol(latex: string): string {
  return latex
    .replace(/\\(?:mathrm|text|mathit|operatorname)\s*\{([^{}]*)\}/gu, "$1")
    .replace(/\\([A-Za-z]+)/gu, (whole, name: string) => letters[name] ?? whole.slice(1))
    .replace(/_\{([^{}]*)\}/gu, "_$1")
    .replace(/\^\{([^{}]*)\}/gu, "^$1")
    .replace(/_(\d+)(?![\p{L}\d])/gu, (_, digits: string) => raisedOrLowered(digits, subscripts))
    .replace(/[\\{}$\s]/gu, "");
}

/** A whole number as superscript. */
export function superscript(value: string): string {
  return value.startsWith("-")
    ? `⁻${raisedOrLowered(value.slice(1), superscripts)}`
    : raisedOrLowered(value, superscripts);
}

function raisedOrLowered(digits: string, table: string): string {
  return [...digits].map((digit) => [...table][Number(digit)]).join("");
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  _: "\\_",
  "%": "\\%",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  '"': "\\textquotedbl{}",
};

/** Characters that LaTeX knows only in formulae, as formulae. */
const formulae: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(letters).map(([name, letter]) => [letter, `\\${name}`])),
  ...{
    "→": "\\rightarrow",
    "←": "\\leftarrow",
    "≤": "\\leq",
    "≥": "\\geq",
    "≠": "\\neq",
    "×": "\\times",
    "·": "\\cdot",
  },
  ...{
    "−": "-",
    "±": "\\pm",
    "√": "\\surd",
    ϵ: "\\epsilon",
    "≈": "\\approx",
    "÷": "\\div",
    "₊": "_{+}",
    "∞": "\\infty",
    "⁻": "^{-}",
  },
  ...Object.fromEntries([...subscripts].map((letter, digit) => [letter, `_{${digit}}`])),
  ...Object.fromEntries([...superscripts].map((letter, digit) => [letter, `^{${digit}}`])),
};

const letterOf = new Map(Object.entries(letters).map(([name, letter]) => [letter, name]));

/** A text as LaTeX: what has a meaning there is escaped, what lies outside of its text fonts becomes a formula. */
export function latexText(text: string): string {
  return [...text]
    .map((character) => escapes[character] ?? formula(character) ?? character)
    .join("")
    .replaceAll("…", "\\ldots{}")
    .replaceAll("–", "--")
    .replaceAll("—", "---")
    .replace(/[“”]/gu, "''");
}

function formula(character: string): string | null {
  const found = formulae[character];
  if (found === undefined) return null;
  const name = letterOf.get(character);
  return `$${name === undefined ? found : latexLetter(name)}$`;
}

function latexLetter(name: string): string {
  return `\\${name}`;
}
