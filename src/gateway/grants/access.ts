import type { Clock } from '#base/clock.ts';
import type { AppConfig } from '#contracts/protocol/app-config.ts';
import type { ControlLink, ControlMessage } from '#link/index.ts';
import { createCutReport } from '../live/cut-report.ts';
import { createLiveRegistry, type Owner } from '../live/registry.ts';
import type { Standing } from '../live/standing.ts';
import { createActivity } from './activity.ts';
import { createAnswers } from './answers.ts';
import { createAskQueue } from './ask-queue.ts';
import { createEndedTokens } from './ended-tokens.ts';
import { createEndings } from './endings.ts';
import { createExchanges } from './exchanges.ts';
import type { Access, AccessRequest, Found, Grant } from './face.ts';
import { createGrantBook, type GrantBounds } from './grant-book.ts';
import type { Ground, StreamState } from './ground.ts';
import { cutFor, HeldGrant } from './held-grant.ts';
import { createHistory } from './history.ts';
import { createInvalidations } from './invalidations.ts';
import { createLease } from './lease.ts';
import { createLookups, type Lookups } from './lookups.ts';
import { createMoving } from './moving.ts';
import { Pass } from './pass.ts';
import { createRefusalMemory } from './refusal-memory.ts';
import { createServedApps } from './served-apps.ts';
import { createSuspects } from './suspects.ts';
import { createUpkeep } from './upkeep.ts';
import { createWaitingRoom } from './waiting-room.ts';

export interface AccessOptions {
  readonly clock: Clock;
  readonly link: ControlLink;
  readonly bounds?: GrantBounds;
  /** Numbers in [0, 1), to spread renewals. */
  readonly random?: () => number;
  /** Everything that lived on a grant was told to end, so many milliseconds after its cause was heard of. */
  readonly cutTook?: Ground['cutTook'];
}

/** Figures for metrics. */
export interface AccessFigures {
  readonly grants: number;
  readonly suspects: number;
  readonly live: number;
  readonly waiting: number;
  readonly refusals: number;
  readonly asking: number;
  /** Milliseconds since the state that is fully known here; infinite before the first pong. */
  readonly leaseAgeMs: number;
  readonly streamStands: boolean;
}

export interface AccessService extends Access {
  start(): void;
  stop(): void;
  figures(): AccessFigures;
}

/** Makes the gateway's grants: what the engine asks, over the stream on which control answers. */
export function createAccess(options: AccessOptions): AccessService {
  const { clock, link, bounds, random = Math.random, cutTook = () => {} } = options;
  const attempt: Lookups['attempt'] = (request) => lookups.attempt(request);
  const ground = layGround({ clock, link, bounds, random, cutTook, attempt });
  const { apps, book, cuts, ended, lease, lives, queue, refusals, room, stream } = ground;
  const endings = createEndings(ground);
  const moving = createMoving(ground, endings);
  const answers = createAnswers({ ground, endings, moving });
  const suspects = createSuspects({ ground, endings, answers, moving });
  const history = createHistory({ ground, endings, suspects });
  const activity = createActivity(clock, ground.send);
  const exchanges = createExchanges({ ground, stronger });
  const publicPasses = new Map<string, HeldGrant>();
  const upkeep = createUpkeep({ ground, endings, suspects, moving, also: tell });
  const lookups: Lookups = createLookups({
    ground,
    renew: (grant) => upkeep.renew(grant),
  });
  let toldAt = clock.monotonic();

  function tell(): void {
    cuts.flush();
    if (clock.monotonic() - toldAt < 1_000) return;
    toldAt = clock.monotonic();
    lives.report();
    activity.report();
  }

  function stronger(session: string, host: string): void {
    for (const grant of book.restingOn([session])) {
      if (grant.pausedAt === undefined || grant.app.host !== host) continue;
      grant.renewalAt = undefined;
      upkeep.renew(grant);
    }
  }

  function hear(message: ControlMessage): void {
    switch (message.kind) {
      case 'config':
        apps.use(message.config);
        return history.configured();
      case 'change':
        return history.change(message);
      case 'rechecked':
        return suspects.rechecked(message);
      case 'redeemed':
        return exchanges.redeemed(message);
      case 'signed-out':
        return exchanges.signedOut(message.id);
      case 'unanswered':
        if (suspects.unanswered(message.id) || exchanges.unanswered(message.id, message.reason)) return;
        return answers.take(message);
      case 'granted':
      case 'refused':
      case 'unknown-token':
        return answers.take(message);
    }
  }

  function publicGrant(app: AppConfig): HeldGrant {
    const served = apps.byId(app.id) ?? app;
    const present = publicPasses.get(app.id);
    if (present !== undefined && present.end === undefined && present.app === served) return present;
    const grant = new HeldGrant({
      clock,
      lease,
      id: `public:${app.id}`,
      key: { token: '', place: app.id, part: '' },
      input: { token: '', app: app.id, address: '' },
      app: served,
      session: '',
      person: '',
      name: '',
      identityHeaders: '',
      subjects: [],
      asOf: stream.applied,
      asked: { wall: clock.wall(), monotonic: clock.monotonic() },
      ttlMs: Number.POSITIVE_INFINITY,
      renewShare: 1,
      overdue: (late, cause) => endings.end(late, cause),
    });
    if (present !== undefined) endings.replace(present, grant);
    book.add(grant);
    publicPasses.set(app.id, grant);
    return grant;
  }

  function passFor(app: AppConfig): Grant {
    const origin = { method: '', path: '' };
    return new Pass(ground, [publicGrant(app)], origin);
  }

  function find(request: AccessRequest): Found | Promise<Found> {
    const found = lookups.attempt(request);
    return found.kind === 'pending' ? room.wait(request, found) : found;
  }

  function signOut(tokenHash: string): Promise<void> {
    // What ends here ends now; control makes it so everywhere else.
    const grants = book.ofToken(tokenHash);
    const sessions = new Set(grants.map((grant) => grant.session));
    for (const name of [tokenHash, ...sessions]) ended.note(name);
    const touched = [...grants, ...book.restingOn(sessions)];
    for (const grant of touched) endings.end(grant, cutFor('session-ended'));
    room.settle(tokenHash, { kind: 'sign-in', reason: 'session-ended' });
    cuts.flush();
    return exchanges.signOut(tokenHash);
  }

  return {
    config: () => apps.config(),
    appOf: (host) => apps.byHost(host),
    find,
    publicGrant: passFor,
    redeem: (exchange) => exchanges.redeem(exchange),
    signOut,
    noteActivity: (tokenHash) => activity.note(tokenHash),
    start() {
      upkeep.start();
      link.start({
        opened(welcome) {
          suspects.reopened();
          apps.use(welcome.config);
          history.opened(welcome);
          history.configured();
          suspects.proceed();
          exchanges.opened();
          room.retryAll();
          cuts.flush();
        },
        message(message) {
          stream.heardAt = clock.monotonic();
          hear(message);
          cuts.flush();
        },
        fresh({ asked, applied, dbAge }) {
          // A replica that knows less than was shown here proves nothing about what came after it.
          if (applied < stream.applied) return;
          history.applied(applied);
          lease.confirm(asked, dbAge);
          if (room.size() > 0) room.retryAll();
        },
        lost() {
          stream.standing = false;
          queue.clear();
          exchanges.lost();
          lives.forgetReported();
        },
      });
    },
    stop() {
      upkeep.stop();
      cuts.flush();
      lives.report();
      link.stop();
    },
    figures: () => ({
      grants: book.size(),
      suspects: suspects.size(),
      live: lives.size(),
      waiting: room.size(),
      refusals: refusals.size(),
      asking: queue.size().inFlight + queue.size().waiting,
      leaseAgeMs: lease.age(),
      streamStands: stream.standing,
    }),
  };
}

interface GroundOptions extends Required<Pick<AccessOptions, 'clock' | 'link' | 'random' | 'cutTook'>> {
  readonly bounds: GrantBounds | undefined;
  readonly attempt: Lookups['attempt'];
}

function layGround({ clock, link, bounds, random, cutTook, attempt }: GroundOptions): Ground {
  const stream: StreamState = { number: 0, standing: false, epoch: undefined, applied: 0, heardAt: 0 };
  let lastId = 0;
  const nextId = (): number => (lastId += 1);
  const send: Ground['send'] = (message) => link.send(message);
  return {
    clock,
    random,
    send,
    nextId,
    stream,
    lease: createLease(clock),
    apps: createServedApps(),
    book: createGrantBook(bounds),
    refusals: createRefusalMemory(clock),
    invalidations: createInvalidations(clock),
    ended: createEndedTokens(clock),
    queue: createAskQueue({
      clock,
      send,
      nextId,
      queued: () => link.queued(),
      shown: () => ({ stream: stream.number, applied: stream.applied }),
    }),
    room: createWaitingRoom({ clock, attempt }),
    lives: createLiveRegistry({ clock, ownerOf, send }),
    cuts: createCutReport(send),
    cutTook,
    scopeHints: new Map(),
  };
}

function ownerOf(standing: Standing): Owner | undefined {
  const [grant] = standing.parts;
  if (!(grant instanceof HeldGrant) || grant.session === '') return undefined;
  return { grant: grant.id, session: grant.session, person: grant.person, app: grant.app.id };
}
