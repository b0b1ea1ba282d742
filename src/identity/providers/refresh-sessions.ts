import type { AuditLog } from '#contracts/events.ts';
import type { SessionId } from '#base/ids.ts';
import { type Seal, openText, sealText } from '../seal.ts';
import { toldPerson } from './claims.ts';
import { type ProviderClients, isTakenBack } from './provider-client.ts';
import { ProviderError } from './provider-error.ts';
import { type Provider, type ProviderProof, providerSessionPlace } from './provider.ts';
import type { DueSession, ProviderRecords } from './records.ts';

/** From one refresh of a session to the next, milliseconds. */
export const refreshEveryMs = 15 * 60_000;
/** A session that was taken to be refreshed and was never reported on is taken again after this. */
const leaseMs = 120_000;
const atOnce = 20;

/** Keeps what providers say of people who are signed in fresh. */
export interface ProviderRefresh {
  /** Ties a session to the provider's word that it rests on. */
  readonly tie: (session: SessionId, proof: ProviderProof) => Promise<void>;
  /** Hands the tie of one session on to the one that takes its place. */
  readonly carry: (from: SessionId, to: SessionId) => Promise<void>;
  /** Has a session's provider asked at the next look. */
  readonly askAnew: (session: SessionId) => Promise<void>;
  /** Looks once: asks whoever is due, and forgets what was not confirmed for too long. */
  look(): Promise<void>;
}

export function createProviderRefresh(deps: {
  readonly records: ProviderRecords;
  readonly clients: ProviderClients;
  readonly seal: Seal;
  readonly audit: AuditLog;
  /** Notes what keeps a provider from being asked, for the log. */
  readonly failed: (error: unknown, about: { readonly provider: string }) => void;
}): ProviderRefresh {
  const { records, clients, seal, audit, failed } = deps;

  const refreshOne = async (due: DueSession): Promise<void> => {
    const provider = await records.byId(due.provider);
    if (provider?.enabled !== true) return;
    try {
      await refresh(due, provider);
    } catch (thrown) {
      if (!(thrown instanceof ProviderError)) throw thrown;
      if (isTakenBack(thrown)) return takenBack(due, provider);
      // Trouble on the way is no refusal: what was said grows old instead, and is unknown after a while.
      failed(thrown, { provider: provider.name });
      await records.due(due.session, Math.min(60_000 * 2 ** Math.min(due.tries - 1, 4), refreshEveryMs));
    }
  };

  const refresh = async (due: DueSession, provider: Provider): Promise<void> => {
    const { issuer, subject, session, person } = due;
    const client = await clients.of(provider);
    const token = await openText(seal, due.sealed, providerSessionPlace(session));
    // The new token alone is kept before anything else: a provider that rotates them takes the old one for stolen.
    const keep = async (next: string) =>
      records.keepToken(session, await sealText(seal, next, providerSessionPlace(session)));
    const answer = await client.refresh({ token, subject, keep });
    await records.refreshed(session, refreshEveryMs);
    const told = toldPerson(provider.settings, answer);
    await records.note({ identity: { issuer, subject }, provider, person, told });
  };

  const takenBack = async (due: DueSession, provider: Provider): Promise<void> => {
    const { subject } = due;
    const ended = await records.end({ provider: provider.id, subject, cause: 'ended-by-provider' });
    if (ended.length === 0) return;
    await audit.append({
      kind: 'session-ended',
      actor: { kind: 'system' },
      about: [due.person, provider.id, ...ended.map(({ id }) => id)],
      data: { cause: 'ended-by-provider', by: 'refused-refresh' },
    });
  };

  return {
    async tie(session, proof) {
      const { issuer, subject, provider, sid, refreshToken } = proof;
      const sealed =
        refreshToken === undefined
          ? undefined
          : await sealText(seal, refreshToken, providerSessionPlace(session));
      const identity = { issuer, subject };
      await records.tie({ session, identity, provider, sid, sealed, refreshInMs: refreshEveryMs });
    },
    async carry(before, session) {
      const tie = await records.tieOf(before);
      if (tie === undefined) return;
      const { identity, provider, sid, sealed } = tie;
      // Sealed for one session, a token opens under no other.
      const token = sealed && (await openText(seal, sealed, providerSessionPlace(before)));
      const again =
        token === undefined ? undefined : await sealText(seal, token, providerSessionPlace(session));
      await records.tie({ session, identity, provider, sid, sealed: again, refreshInMs: refreshEveryMs });
    },
    askAnew: (session) => records.due(session, 0),
    async look() {
      const due = await records.takeDue(atOnce, leaseMs);
      const done = await Promise.allSettled(due.map(refreshOne));
      await records.forgetOldGroups();
      for (const one of done) if (one.status === 'rejected') throw one.reason;
    },
  };
}
