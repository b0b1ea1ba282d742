/** The one stylesheet of sign-in, setup, invitation and portal. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #f6f5f1; --card: #ffffff; --ink: #1d2530; --soft: #5b6675; --line: #e2e0d8; --field: #ffffff; --mark: #b4541a;
  --accent: #1f5f6b; --accent-ink: #ffffff; --accent-soft: #e7f0f1;
  --bad: #b3261e; --bad-soft: #fdecea; --good: #1d6b3f; --good-soft: #e7f5ec; --focus: #1f5f6b;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161b; --card: #1a2027; --ink: #e9ecef; --soft: #9aa6b2; --line: #2b333c; --field: #12161b; --mark: #e39a63;
    --accent: #7cc5d1; --accent-ink: #0d1b1e; --accent-soft: #1d2f33;
    --bad: #ff9d94; --bad-soft: #3a2220; --good: #86d6a5; --good-soft: #1c3226; --focus: #7cc5d1;
  }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--ground); color: var(--ink); display: flex; flex-direction: column; }
header.top { display: flex; align-items: center; gap: .6rem; padding: 1.1rem 1.5rem; font-weight: 600; }
header.top svg { width: 1.6rem; height: 1.6rem; flex: none; color: var(--mark); }
header.top .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
header.top form { margin-left: auto; }
main { width: 100%; max-width: 28rem; margin: 0 auto; padding: 1rem 1rem 3rem; flex: 1; }
main.wide { max-width: 62rem; }
main.middle { display: flex; flex-direction: column; justify-content: center; padding-bottom: 12vh; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.75rem; }
h1 { font-size: 1.45rem; line-height: 1.25; margin: 0 0 .4rem; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2.2rem 0 .8rem; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
.lead { color: var(--soft); margin-bottom: 1.4rem; }
.hint, .meta { color: var(--soft); font-size: .89rem; }
.hint { margin: .35rem 0 0; }
form.stack { display: flex; flex-direction: column; gap: 1.1rem; margin: 0; }
form.stack.after { margin: 1.3rem 0 0; }
label { display: block; font-weight: 600; font-size: .95rem; margin-bottom: .35rem; }
input { font: inherit; color: inherit; width: 100%; padding: .62rem .75rem; background: var(--field);
  border: 1px solid var(--line); border-radius: 9px; min-height: 2.85rem; }
@media (prefers-color-scheme: light) { input { border-color: #8a8f98; } }
@media (prefers-color-scheme: dark) { input { border-color: #667183; } }
label.check { display: flex; gap: .6rem; align-items: center; font-weight: 400; margin: 0; min-height: 1.5rem; }
label.check input { width: 1.15rem; height: 1.15rem; flex: none; margin: 0; accent-color: var(--accent); }
input[readonly] { background: var(--ground); color: var(--soft); }
input.code { font-size: 1.5rem; letter-spacing: .3em; font-variant-numeric: tabular-nums; text-align: center; }
input[aria-invalid="true"] { border-color: var(--bad); }
.fault { color: var(--bad); font-size: .9rem; margin: .35rem 0 0; }
.notice { border-radius: 9px; padding: .8rem 1rem; margin: 0 0 1.25rem; background: var(--accent-soft); overflow-wrap: anywhere; }
.notice.bad { background: var(--bad-soft); color: var(--bad); }
.notice.good { background: var(--good-soft); color: var(--good); }
.notice :last-child { margin-bottom: 0; }
.notice ul { margin: .3rem 0 0; padding-left: 1.2rem; }
.notice a { color: inherit; }
button, a.button { font: inherit; font-weight: 600; border-radius: 9px; border: 1px solid transparent; cursor: pointer;
  padding: .62rem 1.1rem; min-height: 2.85rem; text-decoration: none; text-align: center; display: inline-block; }
button.main, a.button.main { background: var(--accent); color: var(--accent-ink); width: 100%; }
button.main:hover, a.button.main:hover { filter: brightness(1.08); }
button.quiet, a.button.quiet { background: transparent; border-color: var(--line); color: var(--ink); }
button.wide { width: 100%; margin-top: .5rem; }
button.quiet:hover, a.button.quiet:hover { background: var(--accent-soft); }
button.main.danger { background: var(--bad); color: var(--card); }
button.small, a.button.small { white-space: nowrap; min-height: 2.25rem; padding: .3rem .8rem; font-size: .9rem; font-weight: 500; }
a.button.small { display: inline-flex; align-items: center; }
button.link { background: none; border: 0; padding: 0; min-height: 0; color: var(--accent); text-decoration: underline; font-weight: 500; }
button[disabled] { opacity: .6; cursor: default; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: .7rem; }
h1 + [data-trust-check] { margin-top: 1rem; }
.after { margin: 1.3rem 0 0; text-align: center; font-size: .95rem; }
.ways { display: grid; gap: .6rem; }
.ways button { width: 100%; }
.who { display: flex; justify-content: space-between; gap: 1rem; align-items: baseline; margin: .9rem 0 1.3rem; padding-bottom: 1.1rem;
  border-bottom: 1px solid var(--line); font-size: .95rem; }
.who span { overflow-wrap: anywhere; }
.steps { display: flex; gap: .4rem; padding: 0; margin: 0 0 1.3rem; list-style: none; }
.steps li { flex: 1; border-top: 4px solid var(--line); padding-top: .45rem; font-size: .82rem; color: var(--soft); }
.steps li.done, .steps li[aria-current] { border-color: var(--accent); }
.steps li[aria-current] { color: var(--ink); font-weight: 600; }
.qr { background: #fff; border-radius: 12px; border: 1px solid var(--line); padding: .5rem; width: 13.5rem; margin: 0 auto 1rem; }
.qr svg { display: block; width: 100%; height: auto; }
.secret { font: 1rem/1.6 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; background: var(--ground); border: 1px solid var(--line);
  border-radius: 9px; padding: .5rem .75rem; display: block; overflow-wrap: anywhere; user-select: all; text-align: center; }
details { margin: 1.3rem 0 0; }
summary { cursor: pointer; color: var(--accent); font-size: .95rem; }
details form.stack { margin-top: .9rem; }
.todo { margin: 1.2rem 0 0; padding-left: 1.3rem; display: grid; gap: .7rem; font-size: .95rem; }
code.command { display: block; margin-top: .35rem; padding: .45rem .7rem; background: var(--ground); border: 1px solid var(--line); border-radius: 9px;
  font: .88rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; user-select: all; }
.secret.wide { flex: 1 1 14rem; min-width: 0; text-align: left; font-size: .9rem; }
.codes { list-style: none; margin: 0 0 1.2rem; padding: 1rem; display: grid; grid-template-columns: 1fr; gap: .35rem; background: var(--ground);
  border: 1px solid var(--line); border-radius: 9px; white-space: nowrap; font: .9rem/1.6 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; text-align: center; }
.apps { list-style: none; padding: 0; margin: 0; display: grid; gap: .8rem; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); }
.apps a { display: flex; gap: .9rem; align-items: center; height: 100%; background: var(--card); border: 1px solid var(--line); border-radius: 12px;
  padding: 1rem; text-decoration: none; color: inherit; min-width: 0; }
.apps a:hover { border-color: var(--accent); }
.apps .letter { flex: none; width: 2.5rem; height: 2.5rem; border-radius: 9px; background: var(--accent-soft); color: var(--accent);
  display: grid; place-items: center; font-weight: 700; font-size: 1.1rem; }
.apps .text { min-width: 0; }
.apps strong, .apps .meta { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.list { list-style: none; margin: 0; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.list li { display: flex; gap: 1rem; align-items: center; justify-content: space-between; padding: .9rem 1.1rem; border-top: 1px solid var(--line); }
.list li:first-child { border-top: 0; }
.list .text { min-width: 0; overflow-wrap: anywhere; }
.list .actions { display: flex; flex-direction: column; align-items: flex-end; gap: .3rem; flex: none; }
.told { margin: 0 0 1.4rem; padding-left: 1.2rem; }
.told li { margin-bottom: .4rem; overflow-wrap: anywhere; }
.badge { display: inline-block; border-radius: 99px; background: var(--good-soft); color: var(--good); padding: 0 .6rem; font-size: .8rem;
  font-weight: 600; margin-left: .4rem; }
.empty { background: var(--card); border: 1px dashed var(--line); border-radius: 12px; padding: 1.6rem; color: var(--soft); margin: 0; }
.hidden-label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
footer.languages ul { list-style: none; display: flex; flex-wrap: wrap; justify-content: center; gap: .3rem 1.2rem; margin: 0; padding: 0 1rem 1.3rem; font-size: .89rem; color: var(--soft); }
[hidden] { display: none !important; }
@media (min-width: 30rem) { .codes { grid-template-columns: auto auto; justify-content: space-evenly; padding: 1rem .3rem; font-size: .84rem; } .card { padding: 2.1rem; } }
@media (max-width: 30rem) {
  .card { border: 0; border-radius: 0; background: none; padding: .25rem .35rem; }
  main.middle { justify-content: flex-start; padding-bottom: 2rem; }
  .list li { flex-wrap: wrap; }
  .list .actions { flex-direction: row; align-items: center; gap: .9rem; }
}
@media (prefers-reduced-motion: no-preference) { button, a.button, .apps a { transition: background .12s, border-color .12s, filter .12s; } }
@media print {
  header.top, .steps, form, .row, .notice, .after, .languages { display: none; }
  body { background: #fff; color: #000; }
  .codes { border: 1px solid #000; background: #fff; }
}
`;
