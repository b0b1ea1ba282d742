import type { Context, Hono } from 'hono';
import type { Clock } from '#base/clock.ts';
import type { Result } from '#base/result.ts';
import type { ChangeRefusal, SignInSession } from '#identity/index.ts';
import { withState } from '../parts/fields.ts';
import { fromOf } from '../parts/from.ts';
import { type PageEnv, show } from '../parts/shell.ts';
import { signInStartPath } from '#contracts/hosts.ts';
import { methodsPath, methodsState } from '../sign-in/attempts.ts';
import type { SignInFlow } from '../sign-in/sign-in-flow.ts';
import type { Plain, Text } from '../texts/words.ts';
import { freshSession } from './fresh-session.ts';
import { changeFaults, methodsPage, noticeTexts } from './methods-markup.ts';

/**
 * The page on which people change how they sign in. It is on the sign-in host, the only one that passkeys can be
 * made for, and open to a sign-in of the last minutes only.
 */
export function methodsRoutes(
  app: Hono<PageEnv>,
  flow: SignInFlow,
  deps: { readonly clock: Clock; readonly organisation: () => Promise<string | undefined> },
): void {
  const { methods } = flow.identity;
  const freshSignIn = withState(signInStartPath, methodsState);

  const present = async (
    c: Context<PageEnv>,
    session: SignInSession,
    said: { readonly notice?: Plain | undefined; readonly fault?: Text },
  ): Promise<Response> => {
    if (said.fault !== undefined) c.set('again', { path: methodsPath, query: new URLSearchParams() });
    const { address } = fromOf(c.req.raw);
    const token = c.get('formToken');
    const [summary, offer, organisation] = await Promise.all([
      methods.list(session.person),
      methods.offer({ session, address, browser: token }),
      deps.organisation(),
    ]);
    const now = deps.clock.wall();
    const page = methodsPage({
      organisation,
      token,
      methods: summary,
      offer,
      portal: flow.portal,
      own: flow.identity.own === undefined ? 'none' : 'offered',
      now,
      ...said,
    });
    return show(c, flow.shell, page, said.fault === undefined ? 200 : 400);
  };

  app.get(methodsPath, async (c) => {
    const session = await freshSession(c, flow, methodsState);
    if (session === undefined) return c.redirect(freshSignIn, 303);
    return present(c, session, { notice: noticeTexts[c.req.query('done') ?? ''] });
  });

  type Change = (
    c: Context<PageEnv>,
    changer: { readonly session: SignInSession; readonly address: string },
  ) => Promise<Result<unknown, ChangeRefusal>>;

  const changes: Readonly<
    Record<'add' | 'rename' | 'remove', { readonly done: string; readonly make: Change }>
  > = {
    add: {
      done: 'added',
      make: (c, changer) =>
        methods.add({
          ...changer,
          browser: c.get('formToken'),
          ticket: c.get('form').get('ticket') ?? '',
          response: c.get('form').get('response') ?? '',
        }),
    },
    rename: {
      done: 'renamed',
      make: (c, changer) =>
        methods.rename({
          ...changer,
          id: c.get('form').get('id') ?? '',
          name: c.get('form').get('name') ?? '',
        }),
    },
    remove: {
      done: 'removed',
      make: (c, changer) => methods.remove({ ...changer, id: c.get('form').get('id') ?? '' }),
    },
  };

  for (const [verb, { done, make }] of Object.entries(changes))
    app.post(`${methodsPath}/${verb}`, async (c) => {
      const session = await freshSession(c, flow, methodsState);
      if (session === undefined) return c.redirect(freshSignIn, 303);
      const { address } = fromOf(c.req.raw);
      const changed = await make(c, { session, address });
      if (changed.ok) return c.redirect(`${methodsPath}?done=${done}`, 303);
      if (changed.error === 'stale') return c.redirect(freshSignIn, 303);
      return present(c, session, { fault: changeFaults[changed.error] });
    });
}
