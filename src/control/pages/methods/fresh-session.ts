import type { Context } from 'hono';
import type { SignInSession } from '#identity/index.ts';
import type { PageEnv } from '../parts/shell.ts';
import { needOf } from '../sign-in/attempts.ts';
import type { SignInFlow } from '../sign-in/sign-in-flow.ts';

/** The session of whoever asks for a page of this state, where it is as fresh as the page wants; else undefined. */
export async function freshSession(
  c: Context<PageEnv>,
  flow: SignInFlow,
  state: string,
): Promise<SignInSession | undefined> {
  const at = await flow.stand(c, state);
  if (!at.ok || at.value.session === undefined) return undefined;
  const { session, destination } = at.value;
  const { ask } = await flow.identity.signIn.question({ need: needOf(destination), session });
  return ask.kind === 'nothing' ? session : undefined;
}
