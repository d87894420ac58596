import { curveStyle } from "../curve/curveSvg.ts";
import { scrolling } from "../figure.ts";
import { html, type Markup, raw } from "../html.ts";
import { stylesheet } from "../style.ts";
import type { BoardReport, BoardState, ReportedEffect, ReportedTier } from "./boardReport.ts";
import { effectSection } from "./effectSection.ts";

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const tierNames = { 1: "essential, well supported", 2: "important", 3: "stretch or disputed" } as const;

/** Sign and word of a state. */
export const states: Readonly<Record<BoardState, { readonly sign: string; readonly word: string }>> = {
  pass: { sign: "✓", word: "passes" },
  fail: { sign: "✗", word: "fails" },
  notYet: { sign: "·", word: "not yet run" },
};

/** Writes the page of the scoreboard: one HTML document without scripts. */
export function renderBoardPage(report: BoardReport): string {
  const ran = report.effects.filter(({ state }) => state !== "notYet");
  const waiting = report.effects.filter(({ state }) => state === "notYet");
  const seeds = [...new Set(ran.flatMap((effect) => effect.seeds))];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="neohebb ${report.version}">
<title>Scoreboard of published effects – neohebb</title>
<style>${raw(stylesheet())}${raw(curveStyle)}${raw(boardStyle)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="bar"><a class="brand" href="#content">neohebb</a><span class="muted">scoreboard</span></header>
<div class="layout board">
<main id="content" tabindex="-1">
<header class="title"><h1>Which published effects come out</h1>
<p class="lead">One parameter set, ${report.effects.length} published effects of neuromodulation and plasticity, each with a criterion that was written before any result. An effect passes if criterion and side observations hold on every seed, and if it goes when the mechanism that should carry it is removed.</p>
<dl class="counts">${report.tiers.map(({ tier, pass, fail, notYet }) => html`<div><dt>tier ${tier} pass, of ${pass + fail + notYet}</dt><dd>${pass}</dd></div>`)}
<div><dt>fail</dt><dd>${ran.filter(({ state }) => state === "fail").length}</dd></div>
<div><dt>not yet run</dt><dd>${waiting.length}</dd></div>
<div><dt>${seeds.length === 1 ? "seed" : "seeds"}</dt><dd>${seeds.join(", ")}</dd></div></dl></header>
<section aria-labelledby="glance"><h2 id="glance">At a glance</h2>
${report.tiers.filter((tier) => tier.pass + tier.fail + tier.notYet > 0).map((tier) => tierGrid(tier, report.effects))}
<p class="note">${Object.values(states).map(({ sign, word }, place) => html`${place > 0 && ", "}<b>${sign}</b> ${word}`)}. An effect that was not run never counts as passed.</p></section>
${ran.map(effectSection)}
${ablationTable(ran)}
${historySection(report)}
${waitingSection(waiting)}
<footer><p>Made by neohebb ${report.version} with <code>${report.command}</code>. For research and teaching, not for clinical use.</p></footer>
</main></div>
</body>
</html>
`.markup;
}

function tierGrid({ tier, pass, fail, notYet }: ReportedTier, effects: readonly ReportedEffect[]): Markup {
  const own = effects.filter((effect) => effect.tier === tier);
  return html`<h3>Tier ${tier}, ${tierNames[tier]}: ${pass} pass, ${fail} fail, ${notYet} not yet</h3>
<ul class="tiles">${own.map(({ id, name, state }) => html`<li class="tile ${state}"><a href="#${state === "notYet" ? `waiting-${id}` : id}" title="${name}"><span class="sign" aria-hidden="true">${states[state].sign}</span><span class="unseen">${states[state].word}: </span>${id}</a></li>`)}</ul>`;
}

function ablationTable(effects: readonly ReportedEffect[]): Markup | false {
  const rows = effects.flatMap(({ id, ablations }) => ablations.map((ablation) => ({ id, ...ablation })));
  if (rows.length === 0) return false;
  const right = rows.filter((row) => row.right).length;
  return html`<section aria-labelledby="ablations"><h2 id="ablations">Which mechanism carries which effect</h2>
<p>${right} of ${rows.length} removals do what they must.</p>
${scrolling(
  "Removed mechanisms",
  html`<table><caption class="unseen">Removed mechanisms</caption><thead><tr><th scope="col">Effect</th><th scope="col">Removed</th><th scope="col">Must be</th><th scope="col">Is</th></tr></thead>
<tbody>${rows.map(({ id, mechanism, must, abolished, right: fine }) => html`<tr><th scope="row"><a href="#${id}">${id}</a></th><td>${mechanism}</td><td>${must === "abolish" ? "abolished" : "spared"}</td><td class="${fine ? "" : "over"}">${fine ? "✓" : "✗"} ${abolished ? "abolished" : "spared"}</td></tr>`)}</tbody></table>`,
)}</section>`;
}

function historySection({ history }: BoardReport): Markup | false {
  if (history.length === 0) return false;
  return html`<section aria-labelledby="history"><h2 id="history">History</h2>
${scrolling(
  "Passes by tier over commits",
  html`<table><caption class="unseen">Passes by tier over commits</caption><thead><tr><th scope="col">Commit</th><th scope="col">Date</th><th scope="col">Seeds</th>${[1, 2, 3].map((tier) => html`<th scope="col" class="n">Tier ${tier}: pass / fail / not yet</th>`)}</tr></thead>
<tbody>${history.map(({ commit, date, seeds, tiers }) => html`<tr><th scope="row"><code>${commit}</code></th><td class="nowrap">${date}</td><td>${seeds.join(", ")}</td>${tiers.map(({ pass, fail, notYet }) => html`<td class="n">${pass} / ${fail} / ${notYet}</td>`)}</tr>`)}</tbody></table>`,
)}</section>`;
}

function waitingSection(effects: readonly ReportedEffect[]): Markup | false {
  if (effects.length === 0) return false;
  return html`<section aria-labelledby="waiting"><h2 id="waiting">Not yet run</h2>
<p>These are on the board with their criteria; none of them counts as passed.</p>
${effects.map(
  (effect) => html`<details class="more" id="waiting-${effect.id}"><summary>${effect.id}: ${effect.name}</summary>
<p>${effect.notYet}.</p><p><b>Criterion.</b> ${effect.criterion.text}</p>
<p class="source">${effect.source} (source seen: ${effect.verified})</p></details>`,
)}</section>`;
}

const boardStyle = `
.layout.board{display:block;max-width:60rem}
.tiles{list-style:none;padding:0;margin:.5rem 0 1.5rem;max-width:none;display:grid;gap:.4rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,14.5rem),1fr))}
.tile a{display:block;padding:.3rem .55rem;border:1px solid var(--line);border-left-width:5px;border-radius:4px;text-decoration:none;color:var(--text);font-size:.84rem;overflow-wrap:anywhere}
.tile a:hover{background:var(--surface)}
.tile .sign{display:inline-block;width:1.2em;font-weight:700}
.tile.pass a{border-left-color:var(--c-group2)}.tile.pass .sign,.state.pass{color:var(--c-group2)}
.tile.fail a{border-left-color:var(--c-group1)}.tile.fail .sign,.state.fail{color:var(--c-group1)}
.tile.notYet a{color:var(--muted)}
.state{font-weight:650}
.board section>h3{margin-top:1.6rem}
.curve-picture{min-width:30rem;max-width:46rem}
.bands td,.bands th{vertical-align:top}.bands tbody th{white-space:normal;min-width:11rem}
.scroll .curve-picture{padding:.5rem}
.board dl.facts{grid-template-columns:minmax(0,1fr)}
`;
