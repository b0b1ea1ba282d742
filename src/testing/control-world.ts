import { createHash } from 'node:crypto';
import { type Clock, systemClock } from '#base/clock.ts';
import { newId } from '#base/ids.ts';
import type { AuditLog } from '#contracts/events.ts';
import {
  type Decider,
  configFromStore,
  createKnowledge,
  createPush,
  followChanges,
  knowledgeFromStore,
  pushFromStore,
} from '#control/index.ts';
import type { Store } from '#store/index.ts';
import { createFakeAuditLog } from './fake-audit-log.ts';
import { createFakeDecider } from './fake-decider.ts';
import { createFakeGatewayStream } from './fake-gateway-stream.ts';

/** How a control replica in a test differs from the usual one. */
export interface ReplicaOptions {
  readonly audit?: AuditLog;
  readonly clock?: Clock;
  /** Decides in place of the one that a test rules. */
  readonly decider?: Decider;
  /** Who may have a stream; everybody unless set, whether or not the store knows them. */
  readonly trusts?: 'everybody' | 'whom the store knows';
}

/** The control half of a replica on a real store, with a decider that a test rules. */
export async function createReplica(store: Store, options: ReplicaOptions = {}) {
  const decider = createFakeDecider();
  const fakeAudit = createFakeAuditLog();
  const audit = options.audit ?? fakeAudit;
  const faults: unknown[] = [];
  const failed = (error: unknown): void => void faults.push(error);
  const clock = options.clock ?? systemClock;
  const knowledge = createKnowledge({
    source: knowledgeFromStore({ store, domain: 'example.org', readZone: () => Promise.resolve('UTC') }),
    clock,
    locate: () => ({}),
    from: { applied: 0, epoch: '' },
  });
  const freshness = { dbAge: (): number => 0 };
  const stored = pushFromStore({ store, audit, clock });
  const push = createPush({
    ...stored,
    ...(options.trusts === 'whom the store knows' ? {} : { isTrusted: () => Promise.resolve(true) }),
    readConfig: configFromStore({
      store,
      domain: 'example.org',
      publicPort: 443,
      ownAuthority: true,
      forbiddenUpstreams: [],
      certificates: () => Promise.resolve([]),
      rollingKeys: () => Promise.resolve([]),
      broken: failed,
    }),
    clock,
    knowledge,
    decider: options.decider ?? decider,
    audit,
    failed,
    signers: {
      signGrant: ({ id }) => Promise.resolve(`signed ${id}`),
      signAssertion: ({ audience }) => Promise.resolve(`assertion ${audience}`),
    },
    originOf: (host) => `https://${host}`,
    dbAge: () => freshness.dbAge(),
    personNameKey: new Uint8Array(32),
  });
  const feed = await followChanges({
    store,
    replica: newId('event'),
    clock,
    target: push,
    failed,
  });
  freshness.dbAge = () => feed.dbAge();

  const join = async (id?: string) => {
    const stream = createFakeGatewayStream(id);
    const session = push.attach(stream);
    await stream.until('welcome');
    await Promise.resolve();
    return { stream, session };
  };
  const close = async (): Promise<void> => {
    await feed.stop();
    await push.close();
  };
  return { push, knowledge, decider, feed, events: fakeAudit.events, faults, join, close };
}

/** A web app in a store, at `<name>.example.org`. */
export function addApp(store: Store, name = 'wiki', spec: Readonly<Record<string, unknown>> = {}) {
  return store.apps.insert({
    id: newId('app'),
    name,
    kind: 'web',
    spec: { upstream: { kind: 'http', url: 'http://127.0.0.1:1' }, ...spec },
  });
}

/** A one-time code in a store, as the sign-in pages make it; gives what a browser would bring. */
export async function addCode(store: Store, session: string, host: string, seconds = 30) {
  const code = `code-${newId('event')}`;
  const nonce = `nonce-${newId('event')}`;
  await store.codes.insert(
    {
      hash: createHash('sha256').update(code).digest('hex'),
      sessionId: session,
      host,
      nonceHash: createHash('sha256').update(nonce).digest('base64url'),
      methods: ['pwd', 'otp'],
      authenticatedAt: new Date(),
    },
    seconds,
  );
  return { code, nonce };
}
