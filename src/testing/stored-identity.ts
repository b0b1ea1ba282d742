import { systemClock } from '#base/clock.ts';
import {
  createIdentity,
  createOutbound,
  createStoreProviderRecords,
  createStoreRecords,
  createStoreReportRecords,
  type Hashing,
  type Identity,
  type Seal,
} from '#identity/index.ts';
import { isForbiddenAddress } from '#gateway/index.ts';
import type { AuditEvent } from '#contracts/events.ts';
import { createFakeAudit } from './identity-records.ts';
import { createTestPages, type TestPages, testDomain, testPort } from './pages.ts';
import { createTestSeal } from './sealing.ts';
import { freshStore, type TestStore } from './store.ts';

/** Identity and its pages over a database of their own. */
export interface StoredIdentity extends TestStore {
  readonly identity: Identity;
  readonly seal: Seal;
  readonly pages: TestPages;
  readonly events: readonly AuditEvent[];
  /** Milliseconds since the Unix epoch; add 30 s to get past a step of an authenticator. */
  now(): number;
}

/** Opens identity on a fresh database, unclaimed; only in the medium project. */
export async function storedIdentity(
  options: { readonly providerTimeoutMs?: number; readonly hashing?: Hashing } = {},
): Promise<StoredIdentity> {
  const test = await freshStore();
  const audit = createFakeAudit();
  const seal = createTestSeal();
  const limits = { absoluteSeconds: 43_200, idleSeconds: 3_600 };
  const identity = createIdentity({
    records: {
      ...createStoreRecords({ store: test.store, limits, onClaim: async () => [] }),
      providers: createStoreProviderRecords({ store: test.store, audit }),
      reports: createStoreReportRecords({ store: test.store, audit }),
    },
    // A provider that stalls shall not make a test wait for long.
    outbound: createOutbound({
      mayReach: (address) => !isForbiddenAddress(address),
      timeoutMs: options.providerTimeoutMs ?? 5_000,
    }),
    seal,
    audit,
    clock: systemClock,
    domain: testDomain,
    publicPort: testPort,
    passwordCost: { memoryCost: 1024, timeCost: 1 },
    ...(options.hashing === undefined ? {} : { hashing: options.hashing }),
  });
  const pages = createTestPages({ identity, clock: systemClock });
  return { ...test, identity, seal, pages, events: audit.events, now: () => systemClock.wall() };
}
