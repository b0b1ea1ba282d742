import { signOutPath } from '#contracts/hosts.ts';
import type { MethodSummary, SessionSummary } from '#identity/index.ts';
import type { Page } from '../parts/document.ts';
import { hidden } from '../parts/fields.ts';
import { aboutPasskey, otherLines } from '../methods/methods-markup.ts';
import { html, type Markup } from '../parts/markup.ts';
import { agentName } from './agent-name.ts';
import { timeAgo } from './time-ago.ts';

/** An app as the portal shows it. */
export interface ShownApp {
  readonly title: string;
  readonly host: string;
  readonly href: string;
  /** `challenge`: opens after a stronger sign-in. */
  readonly outcome: 'allow' | 'challenge';
}

export interface PortalView {
  readonly organisation: string | undefined;
  readonly name: string;
  readonly token: string;
  readonly apps: readonly ShownApp[];
  readonly sessions: readonly SessionSummary[];
  readonly methods: MethodSummary;
  /** Where they are changed: on the sign-in host. */
  readonly changeMethods: string;
  /** The session that this page is read in. */
  readonly present: string;
  readonly now: number;
  /** Where somebody links providers; absent where there are none. */
  readonly identities?: string;
  readonly notice?: string | undefined;
  /** Sign-ins from places that they were not shown yet. */
  readonly unseen: readonly SessionSummary[];
  /** Where somebody says that a session was not them; absent where nobody can. */
  readonly notMe?: (session: string) => string;
}

/** The page of one's own: apps to open, sessions to end. */
export function portalPage(view: PortalView): Page {
  const { apps, sessions, token } = view;
  const tiles = apps.map(appTile);
  const own = sessions.map((session) => sessionLine(view, session));
  return {
    title: 'Your applications',
    organisation: view.organisation,
    width: 'wide',
    aside: html`<form method="post" action="${signOutPath}"><button class="quiet small">Sign out</button></form>`,
    body: html`<h1>Hello ${view.name}</h1>
${view.notice === undefined ? '' : html`<div class="notice good" role="status"><p>${view.notice}</p></div>`}
${view.unseen.map((session) => newSignIn(view, session))}
<h2>Your applications</h2>
${apps.length === 0 ? html`<p class="empty">No policy gives you an application at this moment. If you miss one, ask an administrator.</p>` : html`<ul class="apps">${tiles}</ul>`}
${methodsPart(view)}
<h2>Your sessions</h2>
<p class="meta">Where you are signed in. End what you do not know: everything open there is cut at once.</p>
<ul class="list">${own}</ul>
${view.identities === undefined ? '' : html`<p class="after"><a href="${view.identities}">Linked providers</a></p>`}
${sessions.length < 2 ? '' : html`<form class="after" method="post" action="/sessions/end-all">${hidden({ token })}<button class="quiet">Sign out everywhere</button></form>`}`,
  };
}

// Shown until it is answered. Where it is read, the place that it tells of cannot answer for itself.
function newSignIn(view: PortalView, session: SessionSummary): Markup {
  const at = html`<time datetime="${new Date(session.createdAt).toISOString()}">${timeAgo(session.createdAt, view.now)}</time>`;
  const fields = hidden({ token: view.token, session: session.id });
  return html`<section class="notice" aria-label="A new sign-in"><p><strong>A new sign-in</strong> with ${agentName(session.userAgent)} from ${session.address}, ${at}. Was it you?</p>
<div class="row"><form method="post" action="/sessions/known">${fields}<button class="quiet small">It was me</button></form>
${view.notMe === undefined ? '' : html`<a class="button quiet small" href="${view.notMe(session.id)}">This was not me</a>`}</div></section>`;
}

function methodsPart({ methods, changeMethods, now }: PortalView): Markup {
  const passkeys = methods.passkeys.map(
    (passkey) =>
      html`<li><span class="text"><strong>${passkey.name}</strong><span class="badge">passkey</span><br>${aboutPasskey(passkey, now)}</span></li>`,
  );
  const lines = [...otherLines(methods, now), ...passkeys];
  return html`<h2>How you sign in</h2>
${lines.length === 0 ? html`<p class="empty">Another provider signs you in, and you have no second step here.</p>` : html`<ul class="list">${lines}</ul>`}
<p class="after"><a class="button quiet" href="${changeMethods}">Add or remove passkeys</a></p>`;
}

function appTile(app: ShownApp): Markup {
  const letter = Array.from(app.title)[0]?.toUpperCase() ?? '?';
  const more = app.outcome === 'challenge' ? 'asks for a stronger sign-in' : app.host;
  return html`<li><a href="${app.href}"><span class="letter" aria-hidden="true">${letter}</span>
<span class="text"><strong>${app.title}</strong><span class="meta">${more}</span></span></a></li>`;
}

function sessionLine(view: PortalView, session: SessionSummary): Markup {
  const here = session.id === view.present;
  const since = html`<time datetime="${new Date(session.createdAt).toISOString()}">${timeAgo(session.createdAt, view.now)}</time>`;
  const used = timeAgo(session.lastActiveAt, view.now);
  const fields = hidden({ token: view.token, session: session.id });
  return html`<li><span class="text"><strong>${agentName(session.userAgent)}</strong>${here ? html`<span class="badge">this one</span>` : ''}
<br><span class="meta">from ${session.address} · signed in ${since} · last used ${used}</span></span>
<span class="actions"><form method="post" action="/sessions/end">${fields}<button class="quiet small">End<span class="hidden-label"> the session ${agentName(session.userAgent)} from ${session.address}</span></button></form>
${here || view.notMe === undefined ? '' : html`<a class="meta" href="${view.notMe(session.id)}">This was not me<span class="hidden-label">: the session ${agentName(session.userAgent)} from ${session.address}</span></a>`}</span></li>`;
}
