/**
 * Every colour and size, by role. In both colour schemes, text has a contrast of 4.5:1 with its background,
 * and the edges of controls have 3:1; the browser test measures it.
 */
export const COLOURS = `:root {
  color-scheme: light dark;
  --ground: #f6f7f9;
  --surface: #ffffff;
  --sunken: #f3f4f7;
  --line: #e3e5eb;
  --edge: #868da0;
  --ink: #1a1d26;
  --ink-soft: #565d6d;
  --accent: #4353c9;
  --accent-strong: #3543ad;
  --accent-soft: #eef0fc;
  --on-accent: #ffffff;
  --ok: #17693a;
  --ok-soft: #e7f5ec;
  --warn: #874700;
  --warn-soft: #fdf2e0;
  --bad: #b02a20;
  --bad-soft: #fdeeec;
  --bad-strong: #8f1f17;
  --off: #565d6d;
  --off-soft: #eef0f3;
  --shadow: 0 1px 2px rgb(20 24 40 / 5%), 0 4px 16px -8px rgb(20 24 40 / 8%);
  --radius: 14px;
  --radius-small: 8px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f1116;
    --surface: #171a21;
    --sunken: #1e222b;
    --line: #2a2e39;
    --edge: #747b8e;
    --ink: #eceef4;
    --ink-soft: #a6adbd;
    --accent: #aab4ff;
    --accent-strong: #c3caff;
    --accent-soft: #22273f;
    --on-accent: #12163a;
    --ok: #7ed7a1;
    --ok-soft: #14291d;
    --warn: #f1be70;
    --warn-soft: #2e2312;
    --bad: #ff9e95;
    --bad-soft: #341b1a;
    --bad-strong: #ffb9b2;
    --off: #a6adbd;
    --off-soft: #232732;
    --shadow: none;
  }
}
.tone-ok { --tone: var(--ok); --tone-soft: var(--ok-soft); }
.tone-info { --tone: var(--accent); --tone-soft: var(--accent-soft); }
.tone-warn { --tone: var(--warn); --tone-soft: var(--warn-soft); }
.tone-bad { --tone: var(--bad); --tone-soft: var(--bad-soft); }
.tone-off { --tone: var(--off); --tone-soft: var(--off-soft); }
`;
