import { callbackPath, signOutPath } from '#contracts/hosts.ts';
import { mayBeReserved } from '../reserved-path.ts';
import type { Step } from '../visit.ts';

/** `/.sallyport/` is the gateway's on every host; under every reading of the path it is never forwarded. */
export const serveReservedPath: Step = (visit, { entry, refusals }) => {
  if (!mayBeReserved(visit.path)) return undefined;
  const { head } = visit.asked;
  const app = visit.app.config;
  const { cookies } = visit;
  if (visit.path === callbackPath && head.method === 'GET' && cookies !== undefined) {
    return entry.callback(visit, cookies).then((answer) => ({ kind: 'answer', answer, app }));
  }
  if (visit.path === signOutPath) {
    return entry.signOut(visit, visit.tokenHash).then((answer) => ({ kind: 'answer', answer, app }));
  }
  return { kind: 'answer', answer: refusals.refuse(head, refusals.forFault('not-found')), app };
};
