/** Fonts and spacing. Japanese gets its own fonts, more line height, and no letter spacing. */
export const BASE = `*, *::before, *::after { box-sizing: border-box; }
html, [lang="en"] {
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial,
    "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Noto Sans CJK JP",
    "Yu Gothic UI", Meiryo, sans-serif;
  line-height: 1.55;
}
html {
  color: var(--ink);
  background: var(--ground);
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}
[lang="ja"] {
  font-family: -apple-system, "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans JP",
    "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, system-ui, sans-serif;
  line-height: 1.75;
  line-break: strict;
}
body {
  margin: 0;
  min-height: 100vh;
  min-height: 100dvh;
  display: flex;
  flex-direction: column;
  font-size: 0.9375rem;
  overflow-wrap: anywhere;
  -webkit-font-smoothing: antialiased;
}
h1, h2, h3, p, dl, dd, ul, ol, fieldset { margin: 0; padding: 0; }
h1 { font-size: 1.625rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.018em; text-wrap: balance; }
h2 { font-size: 1.125rem; line-height: 1.4; font-weight: 600; letter-spacing: -0.008em; }
h3 { font-size: 1rem; line-height: 1.45; font-weight: 600; }
h1:lang(ja), h2:lang(ja), h3:lang(ja) { letter-spacing: 0; line-height: 1.5; }
h1:lang(ja), h2:lang(ja), h3:lang(ja), .button:lang(ja), .choice-name:lang(ja), .event-kind:lang(ja), .lead:lang(ja) { word-break: auto-phrase; }
h1:lang(ja) { font-size: 1.5rem; }
p, li { text-wrap: pretty; }
code { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; font-size: 0.9em; }
.muted { color: var(--ink-soft); }
.small { font-size: 0.8125rem; }
.lead { color: var(--ink-soft); font-size: 1rem; max-width: 40em; }
.label { font-size: 0.8125rem; font-weight: 600; color: var(--ink-soft); }
.sprite { display: none; }
.icon { flex: none; width: 1em; height: 1em; fill: none; stroke: currentcolor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.visually-hidden {
  position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap; border: 0;
}
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
time { white-space: nowrap; }
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
}
`;
