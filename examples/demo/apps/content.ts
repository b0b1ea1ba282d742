import type { AppName } from '../cast.ts';
import { type Markup, type Visitor, html, page } from './page.ts';

/** An app as it looks: a colour, its pages, and what of it lives on. */
export interface AppContent {
  readonly title: string;
  readonly colour: string;
  readonly nav: readonly (readonly [path: string, label: string])[];
  /** The page at a path; undefined where there is none. */
  page(path: string): Markup | undefined;
  /** What stays open: `lines` come over an event stream, `numbers` over a WebSocket. */
  readonly live?: 'lines' | 'numbers';
}

const row = (cells: readonly (string | Markup)[]): Markup =>
  html`<tr>${cells.map((cell) => (typeof cell === 'string' ? html`<td>${cell}</td>` : html`<td>${cell}</td>`))}</tr>`;
const table = (head: readonly string[], rows: readonly Markup[]): Markup =>
  html`<table><thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
const tag = (kind: 'good' | 'mid' | 'bad', text: string): Markup =>
  html`<span class="tag ${kind}">${text}</span>`;
const stateLine = html`<p class="live off" id="live">Not connected</p>`;

const articles: Readonly<Record<string, readonly [title: string, text: string]>> = {
  '/onboarding': [
    'Your first week',
    'Day one is for people, day two for access. If a door is closed that you need, its page says whom to ask.',
  ],
  '/holidays': [
    'Holidays',
    'Thirty days a year. Write them into the calendar and tell the people whose work they touch.',
  ],
  '/incident-guide': [
    'When something breaks',
    'Say so in #incidents. Whoever is on call this week decides; nobody else changes production.',
  ],
};

const wiki: AppContent = {
  title: 'Wiki',
  colour: '#2f6f9f',
  nav: [
    ['/', 'Start'],
    ['/onboarding', 'First week'],
    ['/holidays', 'Holidays'],
    ['/incident-guide', 'Incidents'],
  ],
  page(path) {
    if (path === '/')
      return html`<h1>What we all should know</h1>${Object.entries(articles).map(
        ([to, [title, text]]) =>
          html`<div class="card"><b><a href="${to}">${title}</a></b><p>${text}</p></div>`,
      )}`;
    const article = articles[path];
    return article && html`<h1>${article[0]}</h1><div class="card"><p>${article[1]}</p></div>`;
  },
};

const tickets: AppContent = {
  title: 'Tickets',
  colour: '#7a4fa3',
  nav: [['/', 'Open']],
  live: 'numbers',
  page(path) {
    if (path !== '/')
      return html`<h1>Ticket ${path.slice(1)}</h1><div class="card"><p>The customer waits for an answer.</p></div>`;
    return html`<h1>Open tickets</h1>${stateLine}<div class="card">${table(
      ['Number', 'Customer', 'About', 'State'],
      [
        row(['1052', 'Quay Foods', 'Export stops at 500 rows', tag('bad', 'urgent')]),
        row(['1044', 'Lindholm', 'Two invoices for October', tag('mid', 'waiting')]),
        row(['1041', 'Pier Nine', 'How to add a colleague', tag('good', 'answered')]),
      ],
    )}</div><div class="card">Customers waiting now: <b id="value">–</b></div>`;
  },
};

const builds: AppContent = {
  title: 'Source and builds',
  colour: '#26604a',
  nav: [
    ['/', 'Builds'],
    ['/harbour-api', 'harbour-api'],
    ['/finch-web', 'finch-web'],
  ],
  live: 'lines',
  page: (path) =>
    html`<h1>${path === '/' ? 'The build that runs now' : path.slice(1)}</h1>${stateLine}<pre id="lines"></pre>`,
};

const payroll: AppContent = {
  title: 'Payroll',
  colour: '#8a3b2e',
  nav: [
    ['/', 'Overview'],
    ['/november', 'November'],
  ],
  page(path) {
    if (path === '/pay')
      return html`<h1>Paid</h1><div class="card"><p>48 people will have their wages on Friday. You were asked for a sign-in of the last minute, and had one.</p></div>`;
    return html`<h1>${path === '/' ? 'This month' : 'November'}</h1><div class="card">${table(
      ['Team', 'People', 'Sum'],
      [
        row(['Engineering', '21', '184,310']),
        row(['Support', '15', '92,750']),
        row(['Finance and office', '12', '88,020']),
      ],
    )}</div><p><a class="button" href="/pay">Pay November</a></p>`;
  },
};

const ops: AppContent = {
  title: 'Operations panel',
  colour: '#1d2b45',
  nav: [
    ['/', 'Overview'],
    ['/services', 'Services'],
    ['/admin', 'Change production'],
  ],
  live: 'numbers',
  page(path) {
    if (path.startsWith('/admin'))
      return html`<h1>Change production</h1><div class="card"><p>Only whoever is on call sees this page.</p><p><a class="button" href="/admin">Restart harbour-api</a></p></div>`;
    return html`<h1>${path === '/' ? 'How production is' : 'Services'}</h1>${stateLine}<div class="card">Requests a second: <b id="value">–</b></div><div class="card">${table(
      ['Service', 'State'],
      [
        row(['harbour-api', tag('good', 'fine')]),
        row(['finch-web', tag('good', 'fine')]),
        row(['mail', tag('mid', 'slow')]),
      ],
    )}</div>`;
  },
};

/** The apps of the story, as they look. */
export const contents: Readonly<Record<AppName, AppContent>> = { wiki, tickets, builds, payroll, ops };

/** What the page does with what comes over its connection. It says when that was cut, and tries again. */
export const liveScript: Readonly<Record<'lines' | 'numbers', string>> = {
  lines: `
const state=document.getElementById('live'),lines=document.getElementById('lines');
function follow(){const from=new EventSource('/live');
from.onopen=()=>{state.className='live on';state.textContent='Connected'};
from.onmessage=({data})=>{lines.textContent+=data+'\\n';lines.scrollTop=lines.scrollHeight};
from.onerror=()=>{from.close();state.className='live off';state.textContent='Cut at '+new Date().toLocaleTimeString();setTimeout(follow,5000)}}
follow();`,
  numbers: `
const state=document.getElementById('live'),value=document.getElementById('value');
function follow(){const socket=new WebSocket('wss://'+location.host+'/live');
socket.onopen=()=>{state.className='live on';state.textContent='Connected'};
socket.onmessage=({data})=>{value.textContent=data};
socket.onclose=()=>{state.className='live off';state.textContent='Cut at '+new Date().toLocaleTimeString();setTimeout(follow,5000)}}
follow();`,
};

/** The document of an app at a path, as its visitor sees it; undefined where there is none. */
export function documentOf(asked: {
  readonly app: AppName;
  readonly path: string;
  readonly visitor: Visitor;
}): string | undefined {
  const { app, path, visitor } = asked;
  const { title, colour, nav, live, ...content } = contents[app];
  const body = content.page(path);
  if (body === undefined) return undefined;
  const script = live === undefined || !body.html.includes('id="live"') ? {} : { script: liveScript[live] };
  return page({ title, colour, nav, path, body, visitor, ...script });
}
