import type { Clock, Timer } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';
import type { Redeemed } from '#contracts/protocol/from-control.ts';
import { redeemSchema } from '#contracts/protocol/from-gateway.ts';
import type { CodeExchange, RedeemOutcome } from './face.ts';
import type { Ground } from './ground.ts';

export const exchangeBounds = {
  open: 2_000,
  redeemMs: 5_000,
  signOutMs: 5_000,
  signOutsKept: 10_000,
} as const;

/** Codes for tokens, and tokens for nothing. */
export interface Exchanges {
  redeem(exchange: CodeExchange): Promise<RedeemOutcome>;
  redeemed(message: Redeemed): void;
  /** Resolves when control has ended the session; rejects when it did not say so in time, and goes on trying. */
  signOut(tokenHash: string): Promise<void>;
  signedOut(id: number): void;
  /** Control could not do what was asked; false when the number belongs to something else. */
  unanswered(id: number, reason: string): boolean;
  opened(): void;
  lost(): void;
}

interface OpenRedeem {
  readonly host: string;
  readonly timer: Timer;
  readonly resolve: (outcome: RedeemOutcome) => void;
}

interface OpenSignOut {
  readonly timer: Timer;
  readonly done: (confirmed: boolean) => void;
}

export interface ExchangesOptions {
  readonly ground: Pick<Ground, 'clock' | 'send' | 'nextId'>;
  /** A session got a new token on a host: what is paused there may go on. */
  readonly stronger: (session: string, host: string) => void;
}

/** Makes it, with nothing open. */
export function createExchanges({ ground, stronger }: ExchangesOptions): Exchanges {
  const { clock, send, nextId } = ground;
  const redeems = new Map<number, OpenRedeem>();
  const signOuts = createSignOuts(ground, clock);

  function settle(id: number, outcome: RedeemOutcome): void {
    const open = redeems.get(id);
    if (open === undefined) return;
    redeems.delete(id);
    open.timer.cancel();
    open.resolve(outcome);
    if (outcome.ok) stronger(outcome.session, open.host);
  }

  return {
    redeem({ code, host, nonce, tokenHash, address, userAgent }) {
      const message = {
        kind: 'redeem' as const,
        id: nextId(),
        code,
        host,
        nonce,
        token: tokenHash,
        address,
        userAgent: userAgent.slice(0, 512),
      };
      // A message out of form would end the stream, which a stranger could then do by a long code.
      if (!redeemSchema.safeParse(message).success)
        return Promise.resolve({ ok: false, reason: 'not-signed-in' });
      if (redeems.size >= exchangeBounds.open) return Promise.resolve({ ok: false, reason: 'busy' });
      if (!send(message)) return Promise.resolve({ ok: false, reason: 'control-unreachable' });
      return new Promise((resolve) => {
        const timer = clock.after(exchangeBounds.redeemMs, () =>
          settle(message.id, { ok: false, reason: 'control-unreachable' }),
        );
        redeems.set(message.id, { host, timer, resolve });
      });
    },
    redeemed: ({ id, result }) => settle(id, result),
    signOut: (tokenHash) => signOuts.begin(tokenHash),
    signedOut: (id) => signOuts.confirmed(id),
    unanswered(id, reason) {
      if (!redeems.has(id)) return signOuts.knows(id);
      settle(id, { ok: false, reason });
      return true;
    },
    opened: () => signOuts.opened(),
    // The code may be burnt or not; nobody can tell, and nobody tries it twice.
    lost() {
      for (const id of redeems.keys()) settle(id, { ok: false, reason: 'control-unreachable' });
    },
  };
}

interface SignOuts {
  begin(tokenHash: string): Promise<void>;
  confirmed(id: number): void;
  knows(id: number): boolean;
  opened(): void;
}

// A sign-out is sent on every new stream until control has confirmed it: it must not get lost with a replica.
function createSignOuts({ send, nextId }: Pick<Ground, 'send' | 'nextId'>, clock: Clock): SignOuts {
  const unconfirmed = new Map<number, { readonly token: string; readonly waiting: OpenSignOut[] }>();

  return {
    begin(token) {
      const id = nextId();
      const waiting: OpenSignOut[] = [];
      if (unconfirmed.size < exchangeBounds.signOutsKept) unconfirmed.set(id, { token, waiting });
      send({ kind: 'sign-out', id, token });
      return new Promise((resolve, reject) => {
        const done = (confirmed: boolean): void =>
          confirmed
            ? resolve()
            : reject(new Fault('control-unreachable', 'the session could not be ended everywhere yet'));
        waiting.push({ timer: clock.after(exchangeBounds.signOutMs, () => done(false)), done });
      });
    },
    confirmed(id) {
      for (const { timer, done } of unconfirmed.get(id)?.waiting ?? []) {
        timer.cancel();
        done(true);
      }
      unconfirmed.delete(id);
    },
    knows: (id) => unconfirmed.has(id),
    opened() {
      for (const [id, { token }] of unconfirmed) send({ kind: 'sign-out', id, token });
    },
  };
}
