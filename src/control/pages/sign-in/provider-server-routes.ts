import type { Hono } from 'hono';
import { fromOf } from '../parts/from.ts';
import { longestForm, type PageEnv, readText } from '../parts/shell.ts';
import type { SignInFlow } from './sign-in-flow.ts';

const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' } as const;

/**
 * What a provider's own server asks. It shows no cookie: the token in its body is all that counts, and a request
 * that shows one is a browser's, which has no business here.
 */
export function providerServerRoutes(app: Hono<PageEnv>, flow: SignInFlow): void {
  app.post('/provider/:name/logout', async (c) => {
    const logout = flow.identity.providers?.backChannelLogout;
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (logout === undefined || c.req.header('cookie') !== undefined)
      return c.json({ error: 'invalid_request' }, 400, headers);
    if (type !== 'application/x-www-form-urlencoded')
      return c.json({ error: 'invalid_request', error_description: 'not a form' }, 400, headers);
    const text = await readText(c.req.raw);
    const token = text === undefined ? null : new URLSearchParams(text).get('logout_token');
    if (token === null)
      return c.json(
        { error: 'invalid_request', error_description: `no token below ${longestForm} bytes` },
        400,
        headers,
      );
    const { address } = fromOf(c.req.raw);
    const done = await logout({ provider: c.req.param('name'), token, address });
    if (done.ok) return c.body(null, 200, headers);
    // OpenID Connect Back-Channel Logout 1.0, 2.8: 400 with what is wrong. It tells nobody who is signed in.
    return c.json({ error: 'invalid_request', error_description: done.error }, 400, headers);
  });
}
