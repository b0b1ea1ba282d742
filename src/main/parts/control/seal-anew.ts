import { z } from 'zod';
import { type RootKeys, type Sealer, keyPlace } from '#ca/index.ts';
import { isFault } from '#contracts/errors.ts';
import type { AuditLog } from '#contracts/events.ts';
import { type Job, proposalPlace } from '#control/index.ts';
import { journeyPlace, providerPlace, providerSessionPlace } from '#identity/index.ts';
import { type HealthCheck, type Log, reportFault } from '#observe/index.ts';
import { rootKeySubject } from '../../root-key-name.ts';
import { type SealedTable, type SealedValue, type Store, positionOf } from '#store/index.ts';

/** What seals every secret anew once another root key stands on top of the file. */
export interface SealAnew {
  readonly job: Job;
  readonly check: HealthCheck;
}

export interface SealAnewOptions {
  readonly store: Pick<Store, 'sealedValues' | 'audit' | 'exclusively'>;
  readonly audit: AuditLog;
  readonly sealer: Sealer;
  readonly rootKeys: RootKeys;
  readonly log: Log;
}

/** To what place each table's secrets are sealed. */
const places: { readonly [Table in SealedTable]: (value: SealedValue) => string } = {
  keys: ({ id }) => keyPlace(id),
  credentials: ({ id }) => id,
  journeys: ({ id, kind }) => journeyPlace(kind, id),
  providers: ({ id }) => providerPlace(id),
  provider_sessions: ({ id }) => providerSessionPlace(id),
  proposals: ({ id }) => proposalPlace(id),
};

const batch = 200;

/**
 * Seals anew, under the first root key, whatever lies under an older one. Each value is replaced for itself and only
 * if it is still the one that was read, so that this may be broken off anywhere, run in several replicas at once, and
 * goes on from where it stood. Once nothing is left, that goes on record; only then may the older key be forgotten.
 * It looks again later: a replica that still seals under the older key is told by the health check.
 */
export function createSealAnew(options: SealAnewOptions): SealAnew {
  const { store, log } = options;
  const [current, ...others] = options.rootKeys;
  const older = others.filter(({ only }) => only === undefined).map(({ id }) => id);
  let state: 'waits' | 'done' = 'waits';
  let unopened = 0;
  // Told once each, not at every look.
  const broken = new Set<string>();
  let forgottenNoted = false;
  const run = async (): Promise<void> => {
    if (older.length === 0) {
      if (!forgottenNoted) await putForgottenOnRecord(options);
      forgottenNoted = true;
      return;
    }
    const found = { anew: 0, unopened: 0 };
    let after = '';
    for (;;) {
      const values = await store.sealedValues.under(older, { after, limit: batch });
      for (const value of values) {
        const anew = !broken.has(positionOf(value)) && (await sealOne(value, options));
        if (anew) found.anew += 1;
        else {
          found.unopened += 1;
          broken.add(positionOf(value));
        }
      }
      const last = values.at(-1);
      if (last === undefined) break;
      after = positionOf(last);
    }
    unopened = found.unopened;
    state = 'waits';
    if (found.anew > 0) log.info('secrets were sealed under the new root key', { count: found.anew });
    if ((await store.sealedValues.under(older, { after: '', limit: 1 })).length > 0) return;
    await putOnRecord(options, older);
    state = 'done';
  };
  return {
    job: { name: 'seal-anew', everyMs: 10_000, run },
    check: {
      name: 'root-key',
      look() {
        if (older.length === 0) return { state: 'ok' };
        if (unopened > 0)
          return { state: 'degraded', why: `${unopened} secrets under an older root key cannot be opened` };
        return state === 'done'
          ? {
              state: 'degraded',
              why: `everything is sealed under the root key ${current.id}: \`sallyport keys forget-root\` takes the older one out of the file`,
            }
          : { state: 'degraded', why: `secrets are being sealed under the new root key ${current.id}` };
      },
    },
  };
}

/** False when it cannot be opened: it was altered, and stays as it is for whoever looks into that. */
async function sealOne(value: SealedValue, { store, sealer, log }: SealAnewOptions): Promise<boolean> {
  try {
    const place = places[value.table](value);
    await store.sealedValues.replace(value, sealer.seal(sealer.open(value.sealed, place), place));
    return true;
  } catch (thrown) {
    if (!isFault(thrown, 'seal-broken')) throw thrown;
    reportFault(log, thrown, { table: value.table });
    return false;
  }
}

/** As much of a record about a root key as this needs. */
const rootRecordSchema = z.object({
  data: z.object({ from: z.array(z.string()).optional(), forgotten: z.array(z.string()).optional() }),
});

/**
 * The older keys went out of the file, which happens while no server may look: it is told by the first that starts
 * without them, since what the file holds counts, not what a command says that it did.
 */
async function putForgottenOnRecord({ store, audit, rootKeys: [current] }: SealAnewOptions): Promise<void> {
  const about = rootKeySubject(current.id);
  await store.exclusively('keys', async (tx) => {
    const known = await tx.audit.list({ kinds: ['key-rotated'], about, limit: 10 });
    const read = known.items.flatMap(({ payload }) => {
      const parsed =
        payload === null ? undefined : rootRecordSchema.safeParse(JSON.parse(payload.toString()));
      return parsed?.success === true ? [parsed.data.data] : [];
    });
    const before = read.find(({ from }) => from !== undefined)?.from;
    if (before === undefined || read.some(({ forgotten }) => forgotten !== undefined)) return;
    const data = { purpose: 'root', forgotten: before, to: current.id };
    await audit.append({ kind: 'key-rotated', actor: { kind: 'system' }, about: [about], data });
  });
}

/** Once for each root key, however many replicas there are and however often they start. */
async function putOnRecord(
  { store, audit, rootKeys: [current] }: SealAnewOptions,
  older: readonly string[],
): Promise<void> {
  const about = rootKeySubject(current.id);
  await store.exclusively('keys', async (tx) => {
    const known = await tx.audit.list({ kinds: ['key-rotated'], about, limit: 1 });
    if (known.items.length > 0) return;
    const data = { purpose: 'root', from: older, to: current.id };
    await audit.append({ kind: 'key-rotated', actor: { kind: 'system' }, about: [about], data });
  });
}
