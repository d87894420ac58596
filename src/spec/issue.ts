/** Something wrong with a file. */
export interface Issue {
  /** Kind of problem, stable across versions: `dimension`, `unknown-name`, `syntax`, … */
  readonly code: IssueCode;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly file: string;
  /** 1-based; 0 if the model was not read from text. */
  readonly line: number;
  /** 1-based, in UTF-16 units; 0 if the model was not read from text. */
  readonly column: number;
  /** Where in the file's data: `areas.striatum.populations.d1.equations`. */
  readonly path: string;
  readonly expected?: string;
  readonly got?: string;
  readonly hint?: string;
}

/** Kinds of problem. */
export type IssueCode =
  | "arity"
  | "cycle"
  | "dimension"
  | "duplicate"
  | "file"
  | "limit"
  | "missing"
  | "not-local"
  | "range"
  | "size"
  | "slice"
  | "syntax"
  | "type"
  | "unit"
  | "unknown-key"
  | "unknown-name"
  | "usage"
  | "version";

/** A place in a file: 1-based line and column (0 without text) and the path in its data. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

/** What may be said of an issue besides its message. */
export interface IssueDetails {
  readonly expected?: string;
  readonly got?: string;
  readonly hint?: string;
}

/** Thrown when a file cannot be used; `issues` has everything that is wrong with it. */
export class SpecificationError extends Error {
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super(issues.map(formatIssue).join("\n"));
    this.name = "SpecificationError";
    this.issues = issues;
  }
}

/** One line: `file:line:column: message (expected …, got …); did you mean …?`. */
export function formatIssue(issue: Issue): string {
  const place =
    issue.line > 0
      ? `${issue.file}:${issue.line}:${issue.column}`
      : [issue.file, issue.file.includes(` ${issue.path}=`) ? "" : issue.path].filter(Boolean).join(": ");
  const severity = issue.severity === "warning" ? "warning: " : "";
  const sides = [
    issue.expected === undefined ? "" : `expected ${issue.expected}`,
    issue.got === undefined ? "" : `got ${issue.got}`,
  ].filter(Boolean);
  const detail = sides.length > 0 ? ` (${sides.join(", ")})` : "";
  return `${place}: ${severity}${issue.message}${detail}${issue.hint === undefined ? "" : `; ${issue.hint}`}`;
}

/** The hint for a misspelt name, to be spread into the details of an issue. */
export function spelling(nearest: string | null): IssueDetails {
  return nearest === null ? {} : { hint: `did you mean "${nearest}"?` };
}

/** Gathers issues, each place and message once. */
export class IssueCollector {
  private readonly found = new Map<string, Issue>();

  error(code: IssueCode, location: Location, message: string, details: IssueDetails = {}): void {
    this.add({ code, severity: "error", message, ...location, ...details });
  }

  warning(code: IssueCode, location: Location, message: string, details: IssueDetails = {}): void {
    this.add({ code, severity: "warning", message, ...location, ...details });
  }

  add(issue: Issue): void {
    const key = `${issue.file}:${issue.line}:${issue.column}:${issue.line > 0 ? "" : issue.path}:${issue.message}`;
    if (!this.found.has(key)) this.found.set(key, issue);
  }

  get hasErrors(): boolean {
    return this.all.some((issue) => issue.severity === "error");
  }

  /** In order of file (as read first), line and column. */
  get all(): readonly Issue[] {
    const issues = [...this.found.values()];
    const files = [...new Set(issues.map((issue) => issue.file))];
    return issues.sort(
      (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column,
    );
  }
}
