/** A part of a page: text is escaped, parts stand as they are. */
export interface Markup {
  readonly html: string;
}

/** Writes HTML; what is filled in is escaped unless it is markup itself. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  const filled = values.map((value) => {
    if (typeof value === 'string' || typeof value === 'number') return escaped(`${value}`);
    if ('html' in value) return value.html;
    return value.map((each) => each.html).join('');
  });
  return { html: String.raw({ raw: parts }, ...filled) };
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** What an app knows about who is there: what the assertion says, which the gateway put into the request. */
export interface Visitor {
  readonly name: string;
  readonly groups: readonly string[];
}

/** One page of an app of the demo. */
export interface Shown {
  readonly title: string;
  readonly colour: string;
  readonly visitor: Visitor;
  readonly nav: readonly (readonly [path: string, label: string])[];
  readonly path: string;
  readonly body: Markup;
  /** A script of our own that belongs to the page. */
  readonly script?: string;
}

/** The whole document of a page. */
export function page({ title, colour, visitor, nav, path, body, script }: Shown): string {
  const links = nav.map(
    ([to, label]) => html`<a href="${to}" ${{ html: to === path ? 'aria-current="page"' : '' }}>${label}</a>`,
  );
  const groups = visitor.groups.length === 0 ? '' : ` · ${visitor.groups.join(', ')}`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Harbour &amp; Finch</title><style>${{ html: style }}
header{background:${{ html: colour }}}</style></head>
<body><header><b>${title}</b><nav>${links}</nav><span class="who">${visitor.name}${groups}</span></header>
<main>${body}</main><footer>Harbour &amp; Finch is invented: an application of Sallyport's demo.</footer>
${script === undefined ? '' : { html: `<script>${script}</script>` }}</body></html>`.html;
}

const style = `
*{box-sizing:border-box}
body{margin:0;font:16px/1.55 system-ui,sans-serif;color:#1d2530;background:#f4f6f8}
header{display:flex;flex-wrap:wrap;gap:.4rem 1.6rem;align-items:center;color:#fff;padding:.9rem 1.4rem}
header b{font-size:1.15rem}nav{display:flex;gap:1rem}
nav a{color:#ffffffd0;text-decoration:none}nav a[aria-current]{color:#fff;border-bottom:2px solid #fff}
.who{margin-left:auto;font-size:.9rem;opacity:.9}
main{max-width:54rem;margin:1.6rem auto;padding:0 1.2rem}
h1{font-size:1.45rem;margin:.2rem 0 1rem}
.card{background:#fff;border:1px solid #dde3ea;border-radius:8px;padding:1rem 1.2rem;margin-bottom:1rem}
table{width:100%;border-collapse:collapse}th{text-align:left;font-weight:600;color:#5a6675;font-size:.85rem}
td,th{padding:.5rem .4rem;border-bottom:1px solid #e8ecf1}td.n{text-align:right;font-variant-numeric:tabular-nums}
.tag{display:inline-block;border-radius:99px;padding:.05rem .6rem;font-size:.8rem;background:#e7edf5}
.tag.bad{background:#fde4e1;color:#8f1d12}.tag.good{background:#dcf3e5;color:#12603a}.tag.mid{background:#fdf1d6;color:#7a5200}
pre{background:#10151d;color:#d5e3f0;border-radius:8px;padding:1rem;min-height:14rem;overflow:auto;font-size:.85rem}
.live{font-size:.85rem;color:#5a6675}.live.on::before{content:"● ";color:#1f9d55}.live.off::before{content:"● ";color:#c92a2a}
.button{display:inline-block;background:#1d2530;color:#fff;border-radius:6px;padding:.55rem 1.1rem;text-decoration:none}
footer{max-width:54rem;margin:2rem auto;padding:0 1.2rem;color:#74808e;font-size:.85rem}
@media(prefers-color-scheme:dark){body{background:#14181f;color:#dfe6ee}.card{background:#1b212b;border-color:#2c3542}
td,th{border-color:#2c3542}.tag{background:#2c3542}.button{background:#e7edf5;color:#14181f}}
`;
