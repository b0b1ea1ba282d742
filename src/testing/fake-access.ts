import type { AppConfig, GatewayConfig } from '#contracts/protocol/app-config.ts';
import type {
  Access,
  AccessRequest,
  CodeExchange,
  Cut,
  Found,
  Grant,
  Live,
  RedeemOutcome,
} from '#gateway/index.ts';

/** Grants as a test wants them: no control plane, no lease, but the same promises to the engine. */
export interface FakeAccess extends Access {
  /** What `find` answers for a token; by default a grant for every token that `admit` named. */
  answer: (request: AccessRequest) => Found | Promise<Found>;
  /** Lets a token in and gives back its grant. */
  admit(
    tokenHash: string,
    grant?: Partial<Pick<Grant, 'id' | 'session' | 'person' | 'name' | 'identityHeaders'>>,
  ): FakeGrant;
  replaceConfig(config: GatewayConfig): void;
  redeemed: (exchange: CodeExchange) => RedeemOutcome;
  readonly asked: AccessRequest[];
  readonly redeems: CodeExchange[];
  readonly signedOut: string[];
  readonly activity: string[];
}

/** A grant that the test cuts, holds and releases by hand. */
export interface FakeGrant extends Grant {
  /** What lives on it now. */
  readonly alive: ReadonlySet<Live>;
  /** Why the gateway itself ended what it ended. */
  readonly ended: readonly string[];
  /** Everything that was ever registered. */
  readonly registered: number;
  cut(cut?: Partial<Cut>): void;
  hold(): void;
  release(): void;
  /** From now on the next question is answered by a cut or a hold, as when a lease has run out unnoticed. */
  lapse(how: 'cut' | 'hold'): void;
}

/** Makes access for a test over one configuration. */
export function createFakeAccess(initial: GatewayConfig): FakeAccess {
  let config = initial;
  const grants = new Map<string, FakeGrant>();
  const open = createFakeGrant({ id: 'grt_public', session: '', person: '', name: '', identityHeaders: '' });
  const access: FakeAccess = {
    config: () => config,
    appOf: (host) => config.apps.find((app: AppConfig) => app.host === host),
    answer: ({ tokenHash }) => {
      const grant = grants.get(tokenHash);
      return grant === undefined ? { kind: 'sign-in', reason: 'not-signed-in' } : { kind: 'granted', grant };
    },
    find(request) {
      access.asked.push(request);
      return access.answer(request);
    },
    publicGrant: () => open,
    redeem(exchange) {
      access.redeems.push(exchange);
      const outcome = access.redeemed(exchange);
      if (outcome.ok) access.admit(exchange.tokenHash, { session: outcome.session, person: outcome.person });
      return Promise.resolve(outcome);
    },
    redeemed: () => ({ ok: false, reason: 'not-signed-in' }),
    signOut(tokenHash) {
      access.signedOut.push(tokenHash);
      grants.delete(tokenHash);
      return Promise.resolve();
    },
    noteActivity: (tokenHash) => void access.activity.push(tokenHash),
    admit(tokenHash, grant = {}) {
      const made = createFakeGrant({
        id: 'grt_test',
        session: 'ses_test',
        person: 'per_test',
        name: 'Ada',
        identityHeaders: 'Sallyport-Assertion: signed\r\n',
        ...grant,
      });
      grants.set(tokenHash, made);
      return made;
    },
    replaceConfig(next) {
      config = next;
    },
    asked: [],
    redeems: [],
    signedOut: [],
    activity: [],
  };
  return access;
}

/** Makes a grant with nothing on it. */
export function createFakeGrant(
  parts: Pick<Grant, 'id' | 'session' | 'person' | 'name' | 'identityHeaders'>,
): FakeGrant {
  const alive = new Set<Live>();
  let state: 'open' | 'held' | 'over' = 'open';
  let lapsing: 'cut' | 'hold' | undefined;
  let registered = 0;
  const ended: string[] = [];
  const grant: FakeGrant = {
    ...parts,
    alive,
    ended,
    get registered() {
      return registered;
    },
    register(live) {
      registered++;
      alive.add(live);
      if (state === 'held') live.hold();
      if (state === 'over') live.cut({ reason: 'session-ended', advice: [], challenge: false });
      return {
        mayForward() {
          if (lapsing === 'cut') grant.cut({ reason: 'knowledge-stale' });
          if (lapsing === 'hold') grant.hold();
          return state === 'open';
        },
        close(why) {
          if (alive.delete(live) && why !== undefined) ended.push(why);
        },
      };
    },
    cut(cut = {}) {
      state = 'over';
      for (const live of alive) {
        live.cut({ reason: 'session-ended', advice: [], challenge: false, ...cut });
      }
    },
    hold() {
      state = 'held';
      for (const live of alive) live.hold();
    },
    release() {
      state = 'open';
      lapsing = undefined;
      for (const live of alive) live.release();
    },
    lapse(how) {
      lapsing = how;
    },
  };
  return grant;
}
