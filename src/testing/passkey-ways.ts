import type { PersonId } from '#base/ids.ts';
import type { From } from '#identity/index.ts';
import type { TestIdentity } from './identity.ts';
import { testDomain, testPort } from './pages.ts';
import { type Bent, createSoftwareAuthenticator, type SoftwareAuthenticator } from './software-passkeys.ts';

/** The origin that passkeys are made for in tests. */
export const passkeyOrigin = `https://signin.${testDomain}:${testPort}`;

export const passkeyFrom: From = { address: '192.0.2.1', userAgent: 'test' };

/** Adds a passkey to somebody by a fresh session of theirs; answers with the authenticator that holds it. */
export async function addPasskey(
  at: Pick<TestIdentity, 'identity'>,
  person: PersonId,
  authenticator: SoftwareAuthenticator = createSoftwareAuthenticator({ origin: passkeyOrigin }),
  bent: Bent = {},
): Promise<SoftwareAuthenticator> {
  const { secret } = await at.identity.sessions.open({ person, methods: ['pwd', 'otp'], from: passkeyFrom });
  const session = await at.identity.sessions.find(secret);
  if (session === undefined) throw new Error('no session');
  const place = { session, address: passkeyFrom.address, browser: 'adding' };
  const { ticket, options } = await at.identity.methods.offer(place);
  const response = authenticator.create(options, bent);
  const added = await at.identity.methods.add({ ...place, ticket, response });
  if (!added.ok) throw new Error(`no passkey was added: ${added.error}`);
  return authenticator;
}

/** What a page asks of the browser's authenticator, in the form with this action. */
export function askedOn(page: { readonly text: string }, action: string): unknown {
  const form = new RegExp(`<form[^>]* action="${action}"[^>]*data-options="([^"]*)"`, 's').exec(page.text);
  if (form === null) throw new Error(`this page asks for no passkey for ${action}`);
  return JSON.parse((form[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
}
