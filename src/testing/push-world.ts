import { newId } from '#base/ids.ts';
import type { Change } from '#contracts/changes.ts';
import type { GatewayConfig } from '#contracts/protocol/app-config.ts';
import type { Ask } from '#contracts/protocol/from-gateway.ts';
import { createKnowledge, createPush, type DigestedInput, type PushOptions } from '#control/index.ts';
import { createFakeAuditLog } from './fake-audit-log.ts';
import { createFakeDecider } from './fake-decider.ts';
import { createFakeGatewayStream } from './fake-gateway-stream.ts';
import { appRow, createFakeKnowledgeSource, personRow, tokenRow } from './fake-knowledge-source.ts';
import { createFixedClock } from './fixed-clock.ts';

/** A configuration without apps. */
export const emptyConfig: GatewayConfig = {
  domain: 'example.org',
  publicPort: 443,
  signInHost: 'signin.example.org',
  apps: [],
  certificates: [],
  rollingKeys: [],
  claimed: true,
  ownAuthority: true,
  forbiddenUpstreams: [],
};

/** The hash of an imagined token. */
export const hashOf = (letter: string): string => letter.repeat(64);

/** The policy administrator on fakes: one person, one app, one token `a`, and an allowing decider. */
export function createPushWorld(over: Partial<PushOptions> = {}) {
  const clock = createFixedClock();
  const source = createFakeKnowledgeSource(clock);
  source.tokenRows.set(hashOf('a'), tokenRow(clock, { hash: hashOf('a') }));
  source.personRows.set('per_1', personRow());
  source.appRows.set('app_1', appRow());
  const knowledge = createKnowledge({
    source,
    clock,
    locate: () => ({}),
    from: { applied: 10, epoch: 'e1' },
  });
  const decider = createFakeDecider();
  const audit = createFakeAuditLog();
  const inputs: DigestedInput[] = [];
  const faults: unknown[] = [];
  const world = {
    clock,
    source,
    knowledge,
    decider,
    audit,
    inputs,
    faults,
    config: emptyConfig,
    policyRevision: 1,
    dbAge: 20,
  };
  const push = createPush({
    clock,
    knowledge,
    decider,
    audit,
    signers: {
      signGrant: (claims) => Promise.resolve(`grant ${JSON.stringify(claims)}`),
      signAssertion: (claims) => Promise.resolve(`assertion ${JSON.stringify(claims)}`),
    },
    originOf: (host) => `https://${host}`,
    dbAge: () => world.dbAge,
    readPolicies: () => Promise.resolve({ revision: world.policyRevision, policies: [] }),
    readConfig: () => Promise.resolve(world.config),
    putInputs: (given) => Promise.resolve(void inputs.push(...given)),
    desk: { redeem: () => Promise.resolve(undefined) },
    personNameKey: new Uint8Array(32),
    isTrusted: () => Promise.resolve(true),
    live: { clear: () => Promise.resolve(), write: () => Promise.resolve() },
    noteActivity: () => Promise.resolve(),
    signOut: () => Promise.resolve(),
    failed: (error) => void faults.push(error),
    ...over,
  });

  /** Attaches a gateway and waits for its welcome. */
  const join = async (id?: string) => {
    const stream = createFakeGatewayStream(id);
    const session = push.attach(stream);
    await stream.until('welcome');
    await Promise.resolve();
    return { stream, session };
  };
  return Object.assign(world, { push, join });
}

let lastAsk = 0;

/** An ask of token `a` for the one app, unless said otherwise. */
export function askFor(over: Partial<Ask['input']> = {}, rest: Partial<Omit<Ask, 'input'>> = {}): Ask {
  lastAsk += 1;
  const input = { token: hashOf('a'), app: 'app_1', method: 'GET', path: '/', address: '192.0.2.1', ...over };
  return { kind: 'ask', id: lastAsk, priority: 'new', input, ...rest };
}

/** A change about these subjects. */
export function changeOf(id: number, kind: Change['kind'], ...subjects: readonly string[]): Change {
  return { id, kind, subjects, cause: kind === 'revoke' ? 'session-ended' : 'policy-published' };
}

/** A grant's id that control never made. */
export const strangeGrant = (): string => newId('grant');
