import type { Context } from 'hono';
import type { Markup } from '../parts/markup.ts';
import { html } from '../parts/markup.ts';
import type { PageEnv } from '../parts/shell.ts';
import { providerButtons } from './provider-markup.ts';
import type { SignInFlow } from './sign-in-flow.ts';

/** Offers to accept an invitation by a provider's word in place of a password. */
export function besideInvitation(flow: SignInFlow): (c: Context<PageEnv>) => Promise<Markup> {
  return async (c) => {
    const federation = flow.identity.providers?.federation;
    const choices = (await federation?.choices()) ?? [];
    if (choices.length === 0) return html``;
    // The form leads to the provider, and `form-action` binds redirects too.
    c.set('formTargets', ['https:']);
    return providerButtons(c.get('words'), choices, { token: c.get('formToken'), purpose: 'invitation' });
  };
}
