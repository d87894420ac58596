import { darkTheme, lightTheme, type Theme } from "./theme.ts";

function variables({ background, surface, text, muted, line, link, focus, colours }: Theme): string {
  const base = { background, surface, text, muted, line, link, focus };
  return [
    ...Object.entries(base).map(([name, value]) => `--${name}:${value}`),
    ...Object.entries(colours).map(([name, value]) => `--c-${name}:${value}`),
    `--plot-background:${background}`,
  ].join(";");
}

/** The page's style sheet, with both themes. */
export function stylesheet(): string {
  const light = variables(lightTheme);
  const dark = variables(darkTheme);
  return `
:root{color-scheme:light;${light}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${dark}}}
@media screen{:root[data-theme=dark]{color-scheme:dark;${dark}}}
${rules}
@media print{${printRules}}
`;
}

const rules = `
*{box-sizing:border-box}
html{background:var(--background);color:var(--text);scroll-padding-top:3.75rem;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
body{margin:0;font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;background:var(--background);color:var(--text);overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:2px}
main:focus{outline:none}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;z-index:9;background:var(--background);padding:.5rem .75rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
html:not(.js) .needs-script,html:not(.js) .chart{display:none!important}
.bar{position:sticky;top:0;z-index:5;display:flex;align-items:center;gap:.75rem;padding:.5rem 1.25rem;background:var(--background);border-bottom:1px solid var(--line);font-size:.875rem}
.bar .brand{font-weight:650;letter-spacing:.01em;color:var(--text);text-decoration:none}
.bar button{margin-left:auto}
.layout{max-width:80rem;margin:0 auto;padding:0 1.25rem;display:grid;grid-template-columns:minmax(0,1fr);gap:0}
nav{font-size:.875rem;margin-top:1rem}
nav summary{font-weight:600;padding:.35rem 0}
nav ol{margin:0;padding:0;list-style:none}
nav li a{display:block;padding:.3rem .6rem;color:var(--muted);text-decoration:none;border-left:2px solid var(--line)}
nav li a:hover{color:var(--text)}
nav li a[aria-current]{color:var(--text);border-color:var(--text);font-weight:600}
main{min-width:0;padding-bottom:4rem}
h1,h2,h3{line-height:1.2;text-wrap:balance;font-weight:650;letter-spacing:-.012em}
h1{font-size:clamp(1.9rem,1.3rem + 2.4vw,2.9rem);margin:.15em 0 .35em;letter-spacing:-.022em}
h2{font-size:1.6rem;margin:0 0 1.1rem}
h2.small{font:600 .8rem/1.4 system-ui,sans-serif;letter-spacing:.08em;text-transform:uppercase;margin:0 0 .5rem;color:var(--muted)}
h3{font-size:1.1rem;margin:0 0 .35rem}
section>h3{margin-top:2.5rem}
section{border-top:1px solid var(--line);padding-top:2.25rem;margin-top:3rem}
h2 .number{color:var(--muted);font-weight:400;margin-right:.35em}
h3 .number{display:block;font:600 .75rem/1.5 system-ui,sans-serif;letter-spacing:.06em;text-transform:uppercase;color:var(--muted)}
p,ul,dl{max-width:44rem}
header.title{padding-top:2.25rem}
.eyebrow{margin:0;color:var(--muted);font-size:.9rem}
.lead{font-size:1.15rem;line-height:1.55}
.muted,.note,figcaption,small,.source{color:var(--muted)}
.note,figcaption,.source{font-size:.875rem;line-height:1.5}
.note b{font-weight:600;color:var(--text)}
small{font-size:.8125em}
code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em}
.hash{overflow-wrap:anywhere}
pre{margin:0;font-size:.9rem}
pre.command{background:var(--surface);padding:.8rem 1rem;border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere}
dl.counts{display:flex;flex-wrap:wrap;gap:.75rem 2.25rem;margin:1.5rem 0}
dl.counts div{display:flex;flex-direction:column-reverse}
dl.counts dt{color:var(--muted);font-size:.8125rem}
dl.counts dd{margin:0;font-size:1.5rem;line-height:1.2;font-variant-numeric:tabular-nums}
.brief{background:var(--surface);border-radius:8px;padding:1.1rem 1.35rem;margin:1.5rem 0}
.brief ul{margin:0;padding-left:1.1rem;max-width:50rem}
.brief li+li{margin-top:.45rem}
dl.groups{display:grid;gap:.55rem;margin:1rem 0}
dl.groups dt{font-weight:600}
dl.groups dd{margin:0}
dl.short{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.25rem 1.5rem;max-width:52rem}
dl.short div{display:flex;gap:.6rem}
dl.short dt{font-weight:600;min-width:4.5rem}
dl.short dd{margin:0}
dl.facts{display:grid;gap:.5rem;margin:1rem 0;max-width:none}
dl.facts dt{color:var(--muted);font-size:.8125rem}
dl.facts dd{margin:0}
.callout{border-left:4px solid var(--c-group1);background:var(--surface);padding:.75rem 1rem;border-radius:0 6px 6px 0;max-width:50rem}
.callout p{margin:0 0 .35rem}
.summing{border-left:4px solid var(--line);padding:.1rem 1rem;max-width:50rem}
.figure{margin:2.75rem 0 0;padding:0;scroll-margin-top:4rem}
.figure:first-of-type{margin-top:1.5rem}
.finding{margin:0 0 .75rem;max-width:48rem}
figcaption{max-width:48rem;margin:.5rem 0 .35rem}
.chart{margin:.5rem 0;color:var(--text);min-width:0;overflow:hidden}
.chart>svg{display:block;max-width:100%;height:auto;overflow:visible}
.chart svg{background:none}
.choices{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .6rem;margin:.35rem 0 .75rem;font-size:.9rem}
.choices select{margin-right:.75rem;max-width:100%}
select,button{font:inherit;font-size:.875rem;color:var(--text);background:var(--background);border:1px solid var(--muted);border-radius:6px;padding:.3rem .65rem;min-height:2.1rem;cursor:pointer}
button[aria-pressed=true]{background:var(--text);color:var(--background)}
button:hover:not([aria-pressed=true]),select:hover{background:var(--surface)}
.tools button{position:relative;display:inline-flex;align-items:center;font-size:.8125rem;min-height:1.9rem;padding:.15rem .55rem}
.tools{display:flex;flex-wrap:wrap;gap:.5rem;align-items:flex-start}
.tools details{min-width:0}
.tools details[open]{order:3;flex:1 1 100%}
.tools{align-items:center}
summary{cursor:pointer;font-size:.9rem;color:var(--link);padding:.25rem 0}
nav summary{color:var(--text)}
details .scroll{max-height:32rem;margin-top:.5rem}
.more{margin:1rem 0}
.more ul{padding-left:1.1rem}
.fold{border-top:1px solid var(--line);margin-top:1.5rem;padding-top:.6rem}
.fold>summary{color:var(--text)}
.fold>summary h3{display:inline;font-size:1.1rem}
.scroll{position:relative;overflow:auto;max-width:100%;border:1px solid var(--line);border-radius:6px;background:var(--background)}
.scroll[data-wide]::before{content:"More to the right: scroll sideways →";position:sticky;left:0;display:block;width:max-content;padding:.2rem .7rem;font-size:.8125rem;color:var(--muted)}
.scroll pre{padding:.75rem 1rem}
table{border-collapse:collapse;font-size:.875rem;line-height:1.4;min-width:100%}
th,td{padding:.4rem .7rem;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line)}
tbody tr:last-child>*{border-bottom:0}
thead th{font-weight:600;color:var(--muted);vertical-align:bottom;background:var(--surface);position:sticky;top:0;z-index:1}
tbody th{font-weight:500;white-space:nowrap}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
thead .n{white-space:normal}
.nowrap{white-space:nowrap}
.wide{min-width:21rem}
td small{display:block;line-height:1.25}
.key{font-size:.9rem}
.key th,.key td{padding-left:.32rem;padding-right:.32rem}
.key .forest{width:4rem}
.key tbody th,.key tbody td{vertical-align:top}
.key thead .n{width:1%;overflow-wrap:normal}
.key tbody th[scope=row]{white-space:normal;min-width:11rem;max-width:12.5rem;padding-left:2rem;text-indent:-1.25rem}
.key tbody th[scope=row],.key thead th:first-child{position:sticky;left:0;z-index:1;background:var(--background)}
.key thead th:first-child{z-index:2;background:var(--surface)}
tbody tr.division th{background:var(--surface);color:var(--muted);font-size:.8125rem;font-weight:600}
.swatch{display:inline-block;width:.7em;height:.7em;border-radius:50%;background:var(--swatch);margin-right:.55em}
.effect{display:flex;line-height:1.2;align-items:center;gap:.6rem;white-space:nowrap}
.forest{flex:none}
.over{color:var(--c-group1)}
.verdict{white-space:nowrap}
.expectations th,.expectations td{vertical-align:top}
.expectations tbody th[scope=row]{white-space:normal;min-width:8rem}
.expectations .verdict{display:inline-block;white-space:normal;min-width:8rem}
.verdict span{display:inline-block;width:1.1em;font-weight:700}
.verdict.confirmed span{color:var(--c-group2)}
.verdict.contradicted span{color:var(--c-group1)}
footer{border-top:1px solid var(--line);margin-top:3rem;padding-top:1rem;font-size:.875rem;color:var(--muted)}
@media (min-width:44rem){dl.groups div{display:grid;grid-template-columns:11rem minmax(0,1fr);gap:1rem}dl.groups{max-width:52rem}dl.short{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.25rem 1.5rem;max-width:52rem}
dl.short div{display:flex;gap:.6rem}
dl.short dt{font-weight:600;min-width:4.5rem}
dl.short dd{margin:0}
dl.facts{grid-template-columns:repeat(3,minmax(0,1fr))}}
@media (min-width:70rem){.layout{grid-template-columns:13rem minmax(0,1fr);gap:3rem}nav{position:sticky;top:3.5rem;align-self:start;max-height:calc(100vh - 4rem);overflow:auto;margin-top:2.5rem}nav summary{display:none}}
@media (max-width:30rem){.key tbody th[scope=row]{min-width:8.5rem;padding-left:1.75rem}.key thead .n{font-size:.8125rem}.layout,.bar{padding-left:1rem;padding-right:1rem}h2{font-size:1.4rem}.brief{padding:1rem}th,td{padding:.35rem .5rem}}
`;

const printRules = `
body{font-size:10pt}
.bar,nav,.choices,.tools button,.skip,.tools details:not([open]){display:none!important}
.layout{display:block;max-width:none;padding:0}
.figure,tr{break-inside:avoid}
table,.key{font-size:7.5pt}
.forest{width:70px}
th,td{padding:.25rem .4rem;position:static!important}
.key tbody th[scope=row]{min-width:0;padding-left:1.25rem;text-indent:-.9rem}
.wide{min-width:0}
h2,h3{break-after:avoid}
.scroll{max-height:none;overflow:visible;border:0}
a{color:inherit;text-decoration:none}
`;
