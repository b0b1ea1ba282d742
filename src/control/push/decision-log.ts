import type { Clock, Timer } from '#base/clock.ts';
import { createGroupCommit } from '#base/group-commit.ts';
import { type DecisionId, newId } from '#base/ids.ts';
import type { Decision } from '#contracts/access.ts';
import { Fault } from '#contracts/errors.ts';
import type { AuditEvent, AuditLog } from '#contracts/events.ts';
import type { Known } from '../faces.ts';
import { answerKey, type DigestedInput, digestInput } from './input-digest.ts';
import { createPutOff } from './put-off.ts';

/** A decision as it was made. */
export interface MadeDecision {
  readonly known: Known;
  readonly decision: Decision;
  /** The input as it is stored, where that was worked out already. */
  readonly input?: DigestedInput;
  readonly gateway: string;
  /** The change that had been applied before the first input was read. */
  readonly asOf: number;
  /** The grant that came of it, or that it is about. */
  readonly grant?: string;
}

export interface DecisionLogOptions {
  readonly audit: AuditLog;
  /** Stores inputs that are not there yet. */
  readonly putInputs: (inputs: readonly DigestedInput[]) => Promise<void>;
  readonly clock: Clock;
  /** A count of repeated refusals could not be stored. */
  readonly failed: (error: unknown) => void;
}

/** Writes decisions down before anybody acts on them. */
export interface DecisionLog {
  /** The id under which this decision stands; `stored` resolves when it is committed. */
  record(made: MadeDecision): { readonly id: DecisionId; readonly stored: Promise<void> };
  /**
   * The id under which a refusal will stand that is told before it is written: nobody waits for it, so it is
   * written when those who wait have been answered.
   */
  recordLater(made: MadeDecision): DecisionId;
  /** Holds up what is written later, until what this returns is called, but for a second at most. */
  hold(): () => void;
  /** Writes what is still counted. */
  close(): Promise<void>;
}

/** How long equal refusals are counted into one, milliseconds. */
const countingMs = 60_000;
/** How many different refusals are counted at the same time. */
const mostCounted = 10_000;
/** How many digests are remembered as stored, and for how long: what is used for months must not age away. */
const mostDigests = 50_000;
const rememberedMs = 12 * 3_600_000;

/** How many refusals may be told and not be written yet, and for how long they may be held up, milliseconds. */
const mostPutOff = 5_000;
const putOffMs = 1_000;

interface Counted {
  readonly id: DecisionId;
  /** Writes it, unless that was begun. */
  readonly store: () => Promise<void>;
  readonly made: MadeDecision;
  readonly timer: Timer;
  repeats: number;
}

/**
 * Keeps the record of decisions. Equal refusals of one person and app within a minute are one record, followed
 * at the end of the minute by how often it was repeated: a page that reloads itself must not fill the chain.
 */
export function createDecisionLog(options: DecisionLogOptions): DecisionLog {
  const { audit, clock } = options;
  const counted = new Map<string, Counted>();
  const inputs = createInputStore(options.putInputs, clock);
  const later = createPutOff({ clock, most: mostPutOff, longestMs: putOffMs });

  const write = async (id: DecisionId, made: MadeDecision): Promise<void> => {
    const input = made.input ?? digestInput(made.known.input);
    await Promise.all([inputs.keep(input), audit.append(decisionEvent(id, made, input.digest))]);
  };

  const close = async (key: string): Promise<void> => {
    const entry = counted.get(key);
    if (entry === undefined) return;
    counted.delete(key);
    entry.timer.cancel();
    if (entry.repeats === 0) return;
    // What is counted comes before its count.
    entry.store().catch(options.failed);
    await audit.append(repeatEvent(entry)).catch(options.failed);
  };

  const refuse = (made: MadeDecision): Counted => {
    const key = `${made.known.person} ${made.known.input.resource.id} ${answerKey(made.decision)}`;
    const before = counted.get(key);
    if (before !== undefined) {
      before.repeats += 1;
      return before;
    }
    const id = newId('decision');
    let stored: Promise<void> | undefined;
    const store = (): Promise<void> => {
      stored ??= write(id, made).catch((error: unknown) => {
        // A refusal that could not be stored must not stand for those that come after it.
        const entry = counted.get(key);
        if (entry?.id === id) {
          counted.delete(key);
          entry.timer.cancel();
        }
        throw error;
      });
      return stored;
    };
    const timer = clock.after(countingMs, () => void close(key));
    const entry: Counted = { id, store, made, timer, repeats: 0 };
    counted.set(key, entry);
    if (counted.size > mostCounted) {
      const [oldest] = counted.keys();
      if (oldest !== undefined) void close(oldest);
    }
    return entry;
  };

  return {
    record(made) {
      if (made.decision.outcome !== 'allow') {
        const { id, store } = refuse(made);
        return { id, stored: store() };
      }
      const id = newId('decision');
      return { id, stored: write(id, made) };
    },
    recordLater(made) {
      const { id, store, repeats } = refuse(made);
      if (repeats === 0) later.add(() => void store().catch(options.failed));
      return id;
    },
    hold: () => later.hold(),
    async close() {
      later.flush();
      const begun = [...counted.values()].map(({ store }) => store().catch(() => {})); // whoever began it was told
      await Promise.all([...begun, ...[...counted.keys()].map(close)]);
    },
  };
}

function createInputStore(put: DecisionLogOptions['putInputs'], clock: Clock) {
  const stored = new Map<string, number>();
  const commit = createGroupCommit<DigestedInput>({
    largest: 200,
    mostWaiting: 5_000,
    overflow: () => new Fault('database-unavailable', 'Too many decisions wait for the database.'),
    async write(group) {
      await put([...new Map(group.map((input) => [input.digest, input])).values()]);
      for (const { digest } of group) stored.set(digest, clock.monotonic());
      for (const digest of stored.keys()) {
        if (stored.size <= mostDigests) break;
        stored.delete(digest);
      }
    },
  });
  return {
    keep(input: DigestedInput): Promise<void> {
      const at = stored.get(input.digest);
      if (at !== undefined && clock.monotonic() - at < rememberedMs) return Promise.resolve();
      return commit.add(input);
    },
  };
}

function decisionEvent(id: DecisionId, made: MadeDecision, inputDigest: string): AuditEvent {
  const { known, decision, gateway, asOf, grant } = made;
  const { principal, resource, route, network, http, time } = known.input;
  return {
    kind: 'decision-made',
    actor: { kind: principal.kind, id: principal.id, name: principal.name },
    about: [id, known.person, known.session, resource.id, ...(grant === undefined ? [] : [grant])],
    address: network.address,
    data: {
      id,
      at: time.at,
      decision,
      inputDigest,
      person: known.person,
      app: resource.id,
      session: known.session,
      gateway,
      asOf,
      ...(route === undefined ? {} : { route: route.id }),
      ...(grant === undefined ? {} : { grant }),
      ...(http === undefined ? {} : { method: http.method }),
    },
  };
}

function repeatEvent({ id, made, repeats }: Counted): AuditEvent {
  const { principal, resource } = made.known.input;
  return {
    kind: 'decision-made',
    actor: { kind: principal.kind, id: principal.id, name: principal.name },
    about: [id, made.known.person, resource.id],
    data: { repeatOf: id, repeats, outcome: made.decision.outcome, reason: made.decision.reason },
  };
}
