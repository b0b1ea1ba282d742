import { signOutPath } from '#contracts/hosts.ts';
import type { MethodSummary, SessionSummary } from '#identity/index.ts';
import type { Page } from '../parts/document.ts';
import { hidden } from '../parts/fields.ts';
import { aboutPasskey, otherLines } from '../methods/methods-markup.ts';
import { html, type Markup } from '../parts/markup.ts';
import type { Words } from '../texts/words.ts';
import { agentName } from './agent-name.ts';

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
  /** Sign-ins from places that they were not shown yet. */
  readonly unseen: readonly SessionSummary[];
  /** Where somebody says that a session was not them; absent where nobody can. */
  readonly notMe?: (session: string) => string;
}

/** The page of one's own: apps to open, sessions to end. */
export function portalPage(view: PortalView): Page {
  const { apps, sessions, token, name } = view;
  return (words) => {
    const { t, put } = words;
    const title = t('Your applications');
    const tiles = apps.map((app) => appTile(words, app));
    const own = sessions.map((session) => sessionLine(view, words, session));
    return {
      title,
      organisation: view.organisation,
      width: 'wide',
      aside: html`<form method="post" action="${signOutPath}"><button class="quiet small">${t('Sign out')}</button></form>`,
      body: html`<h1>${put('Hello {{name}}', { name })}</h1>
${view.unseen.map((session) => newSignIn(view, words, session))}
<h2>${title}</h2>
${apps.length === 0 ? html`<p class="empty">${t('No policy gives you an application at this moment. If you miss one, ask an administrator.')}</p>` : html`<ul class="apps">${tiles}</ul>`}
${methodsPart(view, words)}
<h2>${t('Your sessions')}</h2>
<p class="meta">${t('Where you are signed in. End what you do not know: everything open there is cut at once.')}</p>
<ul class="list">${own}</ul>
${view.identities === undefined ? '' : html`<p class="after"><a href="${view.identities}">${t('Linked providers')}</a></p>`}
${sessions.length < 2 ? '' : html`<form class="after" method="post" action="/sessions/end-all">${hidden({ token })}<button class="quiet">${t('Sign out everywhere')}</button></form>`}`,
    };
  };
}

function momentOf({ ago }: Words, at: number, now: number): Markup {
  return html`<time datetime="${new Date(at).toISOString()}">${ago(at, now)}</time>`;
}

// Shown until it is answered. Where it is read, the place that it tells of cannot answer for itself.
function newSignIn(view: PortalView, words: Words, session: SessionSummary): Markup {
  const { t, put } = words;
  const { address } = session;
  const ago = momentOf(words, session.createdAt, view.now);
  const what = html`<strong>${t('A new sign-in')}</strong>`;
  const browser = agentName(words, session.userAgent);
  const fields = hidden({ token: view.token, session: session.id });
  return html`<section class="notice" aria-label="${t('A new sign-in')}"><p>${put('{{what}} with {{browser}} from {{address}}, {{ago}}. Was it you?', { what, browser, address, ago })}</p>
<div class="row"><form method="post" action="/sessions/known">${fields}<button class="quiet small">${t('It was me')}</button></form>
${view.notMe === undefined ? '' : html`<a class="button quiet small" href="${view.notMe(session.id)}">${t('This was not me')}</a>`}</div></section>`;
}

function methodsPart({ methods, changeMethods, now }: PortalView, words: Words): Markup {
  const { t } = words;
  const passkeys = methods.passkeys.map(
    (passkey) =>
      html`<li><span class="text"><strong><bdi>${passkey.name}</bdi></strong><span class="badge">${t('passkey')}</span><br>${aboutPasskey(words, passkey, now)}</span></li>`,
  );
  const lines = [...otherLines(words, methods, { now }), ...passkeys];
  return html`<h2>${t('How you sign in')}</h2>
${lines.length === 0 ? html`<p class="empty">${t('Another provider signs you in, and you have no second step here.')}</p>` : html`<ul class="list">${lines}</ul>`}
<p class="after"><a class="button quiet" href="${changeMethods}">${t('Add or remove passkeys')}</a></p>`;
}

function appTile({ t }: Words, app: ShownApp): Markup {
  const letter = Array.from(app.title)[0]?.toUpperCase() ?? '?';
  const more = app.outcome === 'challenge' ? t('asks for a stronger sign-in') : app.host;
  return html`<li><a href="${app.href}"><span class="letter" aria-hidden="true">${letter}</span>
<span class="text"><strong><bdi>${app.title}</bdi></strong><span class="meta">${more}</span></span></a></li>`;
}

function sessionLine(view: PortalView, words: Words, session: SessionSummary): Markup {
  const { t, put } = words;
  const { id, address } = session;
  const here = id === view.present;
  const since = momentOf(words, session.createdAt, view.now);
  const used = html`${words.ago(session.lastActiveAt, view.now)}`;
  const fields = hidden({ token: view.token, session: id });
  const browser = agentName(words, session.userAgent);
  const end = t('End the session {{browser}} from {{address}}', { browser, address });
  const notMe = t('This was not me: the session {{browser}} from {{address}}', { browser, address });
  return html`<li><span class="text"><strong>${browser}</strong>${here ? html`<span class="badge">${t('this one')}</span>` : ''}
<br><span class="meta">${put('from {{address}} · signed in {{since}} · last used {{used}}', { address, since, used })}</span></span>
<span class="actions"><form method="post" action="/sessions/end">${fields}<button class="quiet small" aria-label="${end}">${t('End')}</button></form>
${here || view.notMe === undefined ? '' : html`<a class="meta" href="${view.notMe(id)}" aria-label="${notMe}">${t('This was not me')}</a>`}</span></li>`;
}
