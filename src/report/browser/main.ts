import { renderTable } from "../figure.ts";
import { csvOf, tableOf } from "../table.ts";
import { darkTheme, lightTheme, type Theme } from "../theme.ts";
import { alternativeText, type Selection, type View } from "../views/view.ts";
import { type Source, viewOf } from "../views/viewOf.ts";
import { offerFile, pictureFile } from "./download.ts";
import { drawChart } from "./draw.ts";

/** A figure of the page while it is open. */
interface OpenFigure {
  readonly root: HTMLElement;
  readonly heading: string;
  readonly chart: HTMLElement;
  readonly source: Source;
  selection: Selection;
  /** Width and theme that the picture was drawn for. */
  drawnFor: string;
}

const root = document.documentElement;
const darkWanted = matchMedia("(prefers-color-scheme: dark)");
let printing = false;

function isDark(): boolean {
  const chosen = root.dataset.theme;
  return !printing && (chosen ? chosen === "dark" : darkWanted.matches);
}

function theme(): Theme {
  return isDark() ? darkTheme : lightTheme;
}

function openFigures(): OpenFigure[] {
  const sources = JSON.parse(document.getElementById("report-data")?.textContent ?? "{}") as Record<string, Source>;
  return [...document.querySelectorAll<HTMLElement>("[data-figure]")].flatMap((node) => {
    const source = sources[node.dataset.figure ?? ""];
    const chart = node.querySelector<HTMLElement>("[data-chart]");
    if (!source || !chart) return [];
    return [{ root: node, heading: node.dataset.heading ?? "", chart, source, selection: {}, drawnFor: "" }];
  });
}

function viewNow(figure: OpenFigure): View {
  return viewOf(figure.source, figure.selection);
}

function draw(figure: OpenFigure): void {
  const width = Math.floor(figure.chart.clientWidth);
  const wanted = `${width} ${isDark()} ${JSON.stringify(figure.selection)}`;
  if (width === 0 || figure.drawnFor === wanted) return;
  figure.drawnFor = wanted;
  figure.chart.replaceChildren(drawChart(viewNow(figure).chart, { width, theme: theme() }));
}

let pass = 0;

/** Draws all figures, those in sight first and the others piece by piece, so that the page answers meanwhile. */
function drawAll(figures: readonly OpenFigure[]): void {
  pass++;
  const own = pass;
  const waiting = [...figures];
  const some = (): void => {
    if (own !== pass) return;
    const until = performance.now() + 40;
    while (waiting.length > 0 && performance.now() < until) draw(waiting.shift()!);
    if (waiting.length > 0) setTimeout(some);
    else root.dataset.drawn = "true";
  };
  some();
}

function select(figure: OpenFigure, name: string, option: number): void {
  figure.selection = { ...figure.selection, [name]: option };
  const view = viewNow(figure);
  const finding = figure.root.querySelector("[data-finding]");
  if (finding) {
    finding.setAttribute("aria-live", "polite");
    finding.textContent = view.sentence;
  }
  figure.chart.setAttribute("aria-label", alternativeText(figure.heading, view));
  const table = figure.root.querySelector("[data-table] .scroll");
  if (table) table.innerHTML = renderTable(tableOf(view.chart), figure.heading).markup;
  draw(figure);
}

function download(figure: OpenFigure, kind: string): void {
  const name = figure.root.id;
  if (kind === "csv") offerFile(`${name}.csv`, "text/csv", csvOf(viewNow(figure).chart));
  const picture = figure.chart.querySelector("svg");
  if (kind === "svg" && picture)
    offerFile(`${name}.svg`, "image/svg+xml", pictureFile(picture, figure.heading, theme()));
}

function connectFigure(figure: OpenFigure): void {
  for (const choice of figure.root.querySelectorAll<HTMLSelectElement>("[data-choice]")) {
    choice.addEventListener("change", () => select(figure, choice.dataset.choice ?? "", choice.selectedIndex));
  }
  for (const button of figure.root.querySelectorAll<HTMLButtonElement>("[data-download]")) {
    button.addEventListener("click", () => download(figure, button.dataset.download ?? ""));
  }
}

function connectTheme(figures: readonly OpenFigure[]): void {
  const button = document.getElementById("theme");
  const show = (): void => {
    button?.setAttribute("aria-pressed", String(isDark()));
    drawAll(figures);
  };
  button?.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("neohebb-theme", root.dataset.theme);
    } catch {
      // Storage may be closed to files; the choice then lasts as long as the page.
    }
    show();
  });
  darkWanted.addEventListener("change", show);
  show();
}

/** What is folded away is drawn when it is opened; links into it open it, and all of it is printed. */
function connectFolds(figures: readonly OpenFigure[]): void {
  for (const fold of folds()) fold.addEventListener("toggle", () => drawAll(figures));
  const reveal = (): void => {
    const target = document.getElementById(location.hash.slice(1));
    const fold = target?.closest<HTMLDetailsElement>("[data-fold]:not([open])");
    if (!target || !fold) return;
    fold.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
}

function folds(): HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>("[data-fold]")];
}

function connectPrinting(figures: readonly OpenFigure[]): void {
  let closed: readonly HTMLDetailsElement[] = [];
  const drawFor = (print: boolean): void => {
    printing = print;
    if (print) closed = folds().filter(({ open }) => !open);
    for (const fold of closed) fold.open = print;
    for (const figure of figures) draw(figure);
  };
  addEventListener("beforeprint", () => drawFor(true));
  addEventListener("afterprint", () => drawFor(false));
}

function connectWidth(figures: readonly OpenFigure[]): void {
  let timer = 0;
  addEventListener("resize", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => drawAll(figures), 120);
  });
}

/** The contents are open beside the text where there is room, closed above it where there is not. */
function connectContents(): void {
  const contents = document.querySelector<HTMLDetailsElement>("[data-contents]");
  const wide = matchMedia("(min-width: 70rem)");
  const adapt = (): void => {
    if (contents) contents.open = wide.matches;
  };
  wide.addEventListener("change", adapt);
  adapt();
  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>("nav a")].map((link) => [link.hash.slice(1), link]),
  );
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        for (const [id, link] of links) {
          if (id === target.id) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      }
    },
    { rootMargin: "-15% 0px -80% 0px" },
  );
  for (const section of document.querySelectorAll("main > section")) seen.observe(section);
}

/** Tables wider than their frame say so. */
function connectScrolling(): void {
  const adapt = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const frame = target as HTMLElement;
      frame.toggleAttribute("data-wide", frame.scrollWidth > frame.clientWidth + 1);
    }
  });
  for (const frame of document.querySelectorAll(".scroll")) adapt.observe(frame);
}

const figures = openFigures();
figures.forEach(connectFigure);
connectContents();
connectScrolling();
connectFolds(figures);
connectTheme(figures);
connectWidth(figures);
connectPrinting(figures);
