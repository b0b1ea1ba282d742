import { join } from 'node:path';
import type { Clock } from '#base/clock.ts';
import { type ChainLog, type SinkFan, createSinkFan, sinks, startAuditLog } from '#audit/index.ts';
import { type Keyring, type RootKeys, openKeyring, openRootKeys } from '#ca/index.ts';
import { originOf, systemHost } from '#contracts/hosts.ts';
import {
  type Decider,
  type Locator,
  createDecider,
  ensureSystemApps,
  keyStorage,
  openLocator,
} from '#control/index.ts';
import type { Log } from '#observe/index.ts';
import { type Store, openStore } from '#store/index.ts';
import type { ControlWork, DatabaseTarget } from '../work.ts';
import type { Closing } from './closing.ts';

/**
 * How many questions to the database strangers have under way at a time. Thousands who sign in ask some each: over the
 * connections that revocations, decisions and renewals use, these would wait behind all of them.
 */
const strangersConnections = 3;

/** What everything in control stands on. */
export interface Foundation {
  readonly store: Store;
  /** The store as far as anybody may have it asked without being known. */
  readonly strangers: Store;
  readonly keyring: Keyring;
  readonly rootKeys: RootKeys;
  readonly audit: ChainLog;
  /** What gets the audit trail beside the database. */
  readonly copies: SinkFan;
  readonly decider: Decider;
  readonly locator: Locator;
  /** `iss` of our tokens: the origin of the sign-in host, which publishes the keys. */
  readonly issuer: string;
}

export interface FoundationOptions {
  readonly work: ControlWork;
  readonly replica: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly closing: Closing;
}

/**
 * Opens database, keys, audit chain and decider. All files that root alone may read are read here, and all code
 * is loaded: afterwards the process gives up root.
 * @throws Fault of the store and the keys
 */
export async function layFoundation(options: FoundationOptions): Promise<Foundation> {
  const { work, replica, clock, log, closing } = options;
  const { general, network } = work.configuration;
  const issuer = originOf(systemHost('signin', general.domain), general.port);
  const rootKeys = await openRootKeys(work.rootKey);
  const decider = createDecider({
    clock,
    onDeath: (cause) => log.error('the thread that decides died and is started again', { cause }),
  });
  closing.add(() => decider.close());
  const [store, locator] = await Promise.all([
    openStore({ database: databaseConfig(work.database) }),
    openLocator({ countryTable: network['country-table'], asnTable: network['asn-table'] }),
    // The thread has loaded its code when it has answered for the first time.
    decider.check([]),
  ]);
  closing.add(() => store.close());
  const strangers = store.beside(strangersConnections);
  closing.add(() => strangers.close());
  const keyring = await openKeyring({
    storage: keyStorage(store),
    rootKeys,
    domain: general.domain,
    issuer,
    clock,
  });
  const copies = openCopies(work, log);
  closing.add(() => copies.close());
  const origin = { replica, version: work.version };
  const audit = await startAuditLog({ store, clock, process: origin, sinks: copies });
  closing.add(() => audit.close());
  await ensureSystemApps(store, general.domain);
  return { store, strangers, keyring, rootKeys, audit, copies, decider, locator, issuer };
}

/** Each checkpoint goes to a file that can be fetched and kept where whoever owns this machine cannot reach. */
function openCopies({ checkpoints }: ControlWork, log: Log): SinkFan {
  const path = join(checkpoints, 'checkpoints.ndjson');
  return createSinkFan({
    sinks: [sinks.checkpoints({ path })],
    failed: (place, error) =>
      log.error('a place beside the database loses audit lines', { error, name: place }),
  });
}

function databaseConfig(target: DatabaseTarget): Parameters<typeof openStore>[0]['database'] {
  if (target.kind === 'url') return { connectionString: target.url };
  const { kind: _, ...address } = target;
  return address;
}
