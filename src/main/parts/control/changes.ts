import type { Clock } from '#base/clock.ts';
import { originOf } from '#contracts/hosts.ts';
import {
  type KnowledgeSource,
  type Push,
  configFromStore,
  createGrantSigners,
  createKnowledge,
  createPush,
  followChanges,
  type News,
  keysSubject,
  knowledgeFromStore,
  pushFromStore,
  tellLive,
} from '#control/index.ts';
import { type Log, type Metrics, reportFault, reportSparingly } from '#observe/index.ts';
import type { Feed } from '#store/index.ts';
import type { ControlWork } from '../work.ts';
import type { Closing } from './closing.ts';
import type { Foundation } from './foundation.ts';
import type { OwnCertificate } from './own-certificate.ts';
import { hostCertificates, ownOrigins } from './public-hosts.ts';

export interface ChangesOptions {
  readonly foundation: Foundation;
  readonly work: ControlWork;
  /** The organisation's own certificate, where it gave one. */
  readonly ownCertificate: OwnCertificate | undefined;
  readonly replica: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly news: News;
  readonly closing: Closing;
}

/** What follows the database and tells gateways of it. */
export interface Changes {
  readonly push: Push;
  readonly feed: Feed;
  readonly source: KnowledgeSource;
  /** Tells a listener whenever keys were made, retired or replaced, here or by another replica. */
  readonly whenKeysChange: (listener: () => void) => void;
}

/** Puts together what knows, decides for gateways, and follows the feed of changes. */
export async function openChanges(options: ChangesOptions): Promise<Changes> {
  const { foundation, work, ownCertificate, replica, clock, log, metrics, news, closing } = options;
  const recheckTook = metrics.histogram('sallyport_recheck_duration_seconds');
  const { store, keyring, audit, decider, locator, issuer } = foundation;
  const { general } = work.configuration;
  const failed = (thrown: unknown): void => void reportFault(log, thrown);
  const source = knowledgeFromStore({
    store,
    domain: general.domain,
    readZone: () => readZone(foundation, general.zone),
  });
  const knowledge = createKnowledge({
    source,
    clock,
    locate: (address) => locator.locate(address),
    from: { applied: 0, epoch: '' },
  });
  const following: { feed?: Feed } = {};
  const onKeys: (() => void)[] = [];
  const keysChanged = async (): Promise<void> => {
    await keyring.refresh();
    for (const listener of onKeys) listener();
  };
  const readConfig = configFromStore({
    domain: general.domain,
    publicPort: general.port,
    ownAuthority: ownCertificate === undefined,
    forbiddenUpstreams: work.forbiddenUpstreams,
    store,
    certificates: async () =>
      hostCertificates({ domain: general.domain, own: ownCertificate?.current(), keyring }),
    rollingKeys: async () => keyring.rollingKeys(),
    broken: (fault) => log.error(fault.message, { error: fault }),
  });
  const stored = pushFromStore({ store, audit, clock });
  const push = createPush({
    ...stored,
    live: tellLive(stored.live, news),
    clock,
    knowledge,
    decider,
    audit,
    signers: createGrantSigners({
      keyring,
      domain: general.domain,
      issuer,
      ownOrigins: ownOrigins(general.domain, general.port),
    }),
    originOf: (host) => originOf(host, general.port),
    // Before the feed stands nothing is fresh.
    dbAge: () => following.feed?.dbAge() ?? Number.MAX_SAFE_INTEGER,
    async readConfig() {
      // Another replica may have made or rotated keys since; the configuration carries some of them.
      await keyring.refresh();
      return readConfig();
    },
    personNameKey: Buffer.from(keyring.sealer.pseudonym('person-names', ''), 'base64url'),
    recheckTook: (ms) => recheckTook.observe(ms / 1000),
    failed,
  });
  closing.add(() => push.close());
  const feed = await followChanges({
    store,
    replica,
    clock,
    target: {
      apply(change) {
        push.apply(change);
        if (change.subjects.includes(keysSubject)) keysChanged().catch(failed);
      },
      restart: (from) => push.restart(from),
    },
    failed: reportSparingly({
      clock,
      tell: (thrown, untold) => void reportFault(log, thrown, untold === 0 ? {} : { untold }),
    }),
  });
  following.feed = feed;
  closing.add(() => feed.stop());
  return { push, feed, source, whenKeysChange: (listener) => void onKeys.push(listener) };
}

async function readZone({ store }: Foundation, usual: string): Promise<string> {
  const row = await store.settings.find('zone');
  return typeof row?.value === 'string' ? row.value : usual;
}
