/** Rules of fits' reports besides those of every report. */
export const fitStyle = `
.light{display:inline-flex;align-items:baseline;gap:.4em;white-space:nowrap}
.light::before{content:"";flex:none;width:.62em;height:.62em;border-radius:50%;background:var(--lamp);align-self:center}
.light.good{--lamp:var(--c-group2)}.light.fair{--lamp:var(--c-group4)}.light.poor{--lamp:var(--c-group1)}
.light b{font-weight:600}
.advice{padding-left:1.1rem}
.advice li+li{margin-top:.4rem}
table td .light{font-size:inherit}
.brief .command{background:none;padding:.2rem 0}
.figure+.scroll{margin-top:1.25rem}
.fold>h3{margin-top:1.25rem}
@media (max-width:30rem){tbody th[scope=row]{white-space:normal;min-width:7.5rem}}
`;
