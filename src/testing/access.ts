import { createHash } from 'node:crypto';
import { newId } from '#base/ids.ts';
import type { AppConfig, GatewayConfig } from '#contracts/protocol/app-config.ts';
import type { GrantMessage, GrantScope, Refused } from '#contracts/protocol/from-control.ts';
import type { Ask } from '#contracts/protocol/from-gateway.ts';
import { everything } from '#contracts/subjects.ts';
import {
  type AccessRequest,
  type AccessService,
  type Cut,
  createAccess,
  type Found,
  type Grant,
  type GrantBounds,
  type Live,
  type Registration,
} from '#gateway/index.ts';
import { createHandClock, type HandClock } from './clock.ts';
import { createHandLink, type HandLink } from './link.ts';

/** Something alive that notes what was done to it, and counts what it was allowed to forward. */
export interface FakeLive extends Live {
  readonly cuts: Cut[];
  readonly registration: Registration;
  /** `live`, `held` or `cut`. */
  state(): 'live' | 'held' | 'cut';
  /** Tries to forward a byte; true when it went. */
  forward(): boolean;
}

/** The grants of a gateway whose control is the test. */
export interface AccessBench {
  readonly clock: HandClock;
  readonly link: HandLink;
  readonly access: AccessService;
  readonly app: AppConfig;
  readonly config: GatewayConfig;
  /** A request with the token of this name; other fields as given. */
  request(token: string, fields?: Partial<AccessRequest>): AccessRequest;
  /** Answers a question with a grant. */
  grant(ask: Ask, options?: GrantOptions): GrantMessage;
  refuse(ask: Ask, options?: Partial<Refused>): void;
  /** Looks, answers with a grant, and gives what was found. */
  granted(request: AccessRequest, options?: GrantOptions): Promise<Grant>;
  /** Puts something alive on a grant. */
  live(grant: Grant): FakeLive;
  change(change: 'revoke' | 'recheck', subjects: readonly string[], id?: number, cause?: string): number;
  /** Lets time pass while pongs keep coming. */
  run(ms: number): void;
  /** Lets promises that are settled be heard. */
  settled(): Promise<void>;
}

export interface GrantOptions {
  readonly id?: string;
  readonly session?: string;
  readonly person?: string;
  readonly subjects?: readonly string[];
  readonly scope?: GrantScope;
  readonly ttlMs?: number;
  readonly asOf?: number;
  readonly epoch?: string;
  readonly assertion?: string;
}

export interface AccessBenchOptions {
  readonly cutTook?: (by: 'revoke' | 'recheck', ms: number) => void;
  readonly app?: Partial<AppConfig>;
  readonly apps?: readonly AppConfig[];
  readonly bounds?: GrantBounds;
  /** Leaves the stream closed. */
  readonly closed?: true;
}

/** The configuration of an app for tests. */
export function testApp(fields: Partial<AppConfig> = {}): AppConfig {
  return {
    id: 'app_wiki',
    name: 'wiki',
    host: 'wiki.d.test',
    access: 'policy',
    upstream: { kind: 'http', url: 'http://127.0.0.1:9' },
    graceMs: 15_000,
    onChallenge: 'cut',
    routes: [],
    paths: { allow: [], ignoreCase: false },
    publicPaths: [],
    keepHeaders: [],
    allowedOrigins: [],
    isolated: true,
    timeouts: { connectMs: 5_000, responseMs: 60_000, idleMs: 60_000, streamIdleMs: 0 },
    ...fields,
  };
}

/** The configuration of a gateway for tests. */
export function testConfig(apps: readonly AppConfig[]): GatewayConfig {
  return {
    domain: 'd.test',
    publicPort: 8443,
    signInHost: 'signin.d.test',
    apps: [...apps],
    certificates: [],
    rollingKeys: [],
    claimed: true,
    ownAuthority: true,
    forbiddenUpstreams: [],
  };
}

/** The hash under which control knows a token. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Makes grants over a stream that stands and is fresh, unless it is left closed. */
export function createAccessBench(options: AccessBenchOptions = {}): AccessBench {
  const clock = createHandClock();
  const app = testApp(options.app);
  const config = testConfig(options.apps ?? [app]);
  const link = createHandLink(clock, config);
  const access = createAccess({
    clock,
    link,
    random: () => 0,
    ...(options.bounds === undefined ? {} : { bounds: options.bounds }),
    ...(options.cutTook === undefined ? {} : { cutTook: options.cutTook }),
  });
  access.start();
  let changes = 100;
  if (options.closed !== true) {
    link.open({ applied: changes });
    link.pong();
  }

  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
  };

  function request(token: string, fields: Partial<AccessRequest> = {}): AccessRequest {
    const base = { app, routes: [], method: 'GET', path: '/', address: '192.0.2.1' };
    return { ...base, ...fields, tokenHash: hashOf(token) };
  }

  function grant(ask: Ask, given: GrantOptions = {}): GrantMessage {
    const session = given.session ?? `ses_${ask.input.token.slice(0, 8)}`;
    const person = given.person ?? `per_${ask.input.token.slice(0, 8)}`;
    const message: GrantMessage = {
      id: given.id ?? ask.grant ?? newId('grant'),
      session,
      person,
      name: 'Ada',
      subjects: [...(given.subjects ?? [session, person, ask.input.app, everything])],
      ttlMs: given.ttlMs ?? 60_000,
      scope: given.scope ?? 'any',
      signed: 'signed',
      assertion: given.assertion ?? 'as.ser.tion',
    };
    link.deliver({
      kind: 'granted',
      id: ask.id,
      asOf: given.asOf ?? changes,
      epoch: given.epoch ?? 'epoch-1',
      grant: message,
    });
    return message;
  }

  async function granted(asked: AccessRequest, given: GrantOptions = {}): Promise<Grant> {
    const found = access.find(asked);
    for (const ask of link.taken('ask')) grant(ask, given);
    const answer: Found = await found;
    if (answer.kind !== 'granted') throw new Error(`not granted: ${answer.kind}`);
    return answer.grant;
  }

  return {
    clock,
    link,
    access,
    app,
    config,
    request,
    grant,
    granted,
    settled,
    refuse(ask, refusal = {}) {
      link.deliver({
        kind: 'refused',
        id: ask.id,
        asOf: changes,
        epoch: 'epoch-1',
        outcome: 'deny',
        reason: 'no-policy-allows',
        advice: [],
        subjects: [everything],
        ttlMs: 10_000,
        ...refusal,
      });
    },
    live: (given) => putAlive(given),
    run(ms) {
      for (let left = ms; left > 0; left -= 1_000) {
        clock.advance(Math.min(left, 1_000));
        link.pong();
      }
    },
    change(change, subjects, id = changes + 1, cause = 'cut-by-administrator') {
      changes = Math.max(changes, id);
      link.deliver({ kind: 'change', id, change, subjects: [...subjects], cause });
      return id;
    },
  };
}

let connections = 0;

function putAlive(grant: Grant): FakeLive {
  const cuts: Cut[] = [];
  let state: 'live' | 'held' | 'cut' = 'live';
  let bytes = 0;
  connections += 1;
  const live: Live = {
    id: `con_${connections}`,
    protocol: 'websocket',
    address: '192.0.2.1',
    cut(cause) {
      cuts.push(cause);
      state = 'cut';
    },
    hold() {
      state = 'held';
    },
    release() {
      state = 'live';
    },
    transferred: () => ({ bytesIn: 0, bytesOut: bytes }),
  };
  const registration = grant.register(live);
  return {
    ...live,
    cuts,
    registration,
    state: () => state,
    forward() {
      const may = registration.mayForward();
      if (may) bytes += 1;
      return may;
    },
  };
}
