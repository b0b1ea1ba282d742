import type { Clock } from '#base/clock.ts';
import type { Change } from '#contracts/changes.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import type { GatewayConfig } from '#contracts/protocol/app-config.ts';
import type { FromGateway } from '#contracts/protocol/from-gateway.ts';
import { everything } from '#contracts/subjects.ts';
import type { Decider, Known } from '../faces.ts';
import type { KnowledgeCache } from '../knowledge/index.ts';
import type { TokenActivity } from './activity.ts';
import { createAppliedGate } from './applied-gate.ts';
import { createDecisionLog } from './decision-log.ts';
import { createGatewaySession, type GatewaySession } from './gateway-session.ts';
import { createGrantMemory } from './granted.ts';
import type { DigestedInput } from './input-digest.ts';
import { createKeyUses, type KeyUse } from './key-uses.ts';
import type { LiveBook } from './live-connections.ts';
import { createLostRecords } from './lost-records.ts';
import type { PushStream } from './push-stream.ts';
import type { CodeDesk } from './redeem-code.ts';
import { createRefreshed } from './refreshed.ts';
import type { GrantSigners } from './signers.ts';

export interface PushOptions {
  readonly clock: Clock;
  readonly knowledge: KnowledgeCache;
  readonly decider: Decider;
  readonly audit: AuditLog;
  readonly signers: GrantSigners;
  /** The public origin of a host. */
  readonly originOf: (host: string) => string;
  /** Milliseconds since the start of the last round trip to the primary that left nothing unapplied. */
  readonly dbAge: () => number;
  /** The policies in force; undefined before anything was published. */
  readonly readPolicies: () => Promise<PolicySnapshot | undefined>;
  /** Builds the configuration of all gateways anew. */
  readonly readConfig: () => Promise<GatewayConfig>;
  readonly putInputs: (inputs: readonly DigestedInput[]) => Promise<void>;
  readonly desk: CodeDesk;
  /** Key of the names under which hosts know people; 32 bytes, the same for all replicas. */
  readonly personNameKey: Uint8Array;
  /** Whether a gateway still counts: its certificate lives on for a while after it was switched off. */
  readonly isTrusted: (gateway: string) => Promise<boolean>;
  readonly live: LiveBook;
  readonly noteActivity: (activity: readonly TokenActivity[]) => Promise<void>;
  readonly signOut: (token: string) => Promise<void>;
  /** Notes when keys of service accounts were last used. */
  readonly noteKeyUses?: (uses: readonly KeyUse[]) => Promise<void>;
  /** A recheck was answered to its end, in so many milliseconds. */
  readonly recheckTook?: (ms: number) => void;
  /** What went wrong on the way, for the log; never thrown at a gateway. */
  readonly failed: (error: unknown) => void;
}

/** What happens on one gateway's stream, as the link hands it over. */
export interface PushSession {
  message(message: Exclude<FromGateway, { kind: 'hello' }>): void;
  closed(): void;
}

/** The policy administrator: tells gateways of changes and answers what they ask. */
export interface Push {
  /** Takes the stream of a gateway that has greeted; the first thing it hears is the welcome. */
  attach(stream: PushStream): PushSession;
  /** Applies a change and relays it, in one tick. Every change must come here, in order. */
  apply(change: Change): void;
  /** Another epoch: everything is forgotten and every stream begins anew. */
  restart(from: { readonly applied: number; readonly epoch: string }): void;
  /**
   * Resolves true when every gateway that has a stream here works by the configuration as it is since this change,
   * and is answered by the policies as they are since; false when that takes longer than `withinMs`.
   */
  configured(change: number, withinMs: number): Promise<boolean>;
  /** Grants extended without a record of their own, since the start. */
  renewals(): number;
  /** The gateways that have a stream here. */
  gateways(): readonly string[];
  /** The same with the software of each, by its own word; null where it said none. */
  connected(): readonly { readonly id: string; readonly software: string | null }[];
  close(): Promise<void>;
}

const untrusted = 'this gateway is not to be trusted any more';

/** How many grants are remembered, to tell a renewal from a new decision. */
const rememberedGrants = 100_000;

/** Creates the policy administrator of one replica. It keeps no list of grants, so any replica can answer. */
export function createPush(options: PushOptions): Push {
  const { clock, knowledge, decider, failed } = options;
  const streams = new Map<string, PushStream>();
  const greeting = new Set<PushStream>();
  const gate = createAppliedGate(clock, () => knowledge.applied());
  const log = createDecisionLog({ audit: options.audit, putInputs: options.putInputs, clock, failed });
  const lostRecords = createLostRecords(options);
  const memory = createGrantMemory(rememberedGrants);
  const keyUses = createKeyUses({ clock, failed, write: async (uses) => options.noteKeyUses?.(uses) });
  let renewals = 0;
  // In another epoch a revision's number may stand for other policies.
  let loaded = false;
  let config: { readonly value: GatewayConfig; readonly text: string } | undefined;

  const policies = createRefreshed({
    clock,
    failed,
    async refresh() {
      const snapshot = await options.readPolicies();
      if (snapshot === undefined || (loaded && snapshot.revision === decider.revision())) return;
      await decider.load(snapshot);
      loaded = true;
    },
  });
  const configs = createRefreshed({
    clock,
    failed,
    async refresh() {
      const value = await options.readConfig();
      const text = JSON.stringify(value);
      if (text === config?.text) return;
      config = { value, text };
      for (const stream of streams.values()) stream.send({ kind: 'config', config: value });
    },
  });

  const parts = {
    ...options,
    policies,
    log,
    memory,
    lostRecords,
    appliedAtLeast: (change: number) => gate.atLeast(change),
    renewed: () => void (renewals += 1),
    used: (known: Known) => keyUses.note(known),
  };

  const welcome = async (stream: PushStream): Promise<void> => {
    // Asked of the database each time: a gateway that was switched off still has its certificate, and would come
    // back in the moment in which it was thrown out. What is switched off meanwhile is found among `greeting`.
    if (!(await options.isTrusted(stream.peer.id))) return stream.close('not-permitted', untrusted);
    await configs.settled();
    if (!stream.isOpen() || config === undefined) return;
    // INVARIANT: welcome and joining are one tick. A change applied between the two would never be told.
    stream.send({
      kind: 'welcome',
      version: stream.version,
      gateway: stream.peer.id,
      epoch: knowledge.epoch(),
      applied: knowledge.applied(),
      config: config.value,
    });
    const before = streams.get(stream.peer.id);
    streams.set(stream.peer.id, stream);
    before?.close('going-away', 'the gateway has come back on another stream');
  };

  const closeAll = (detail: string): void => {
    const all = [...streams.values()];
    streams.clear();
    for (const stream of all) stream.close('going-away', detail);
  };

  return {
    attach(stream) {
      let session: GatewaySession | undefined;
      greeting.add(stream);
      const greet = async (): Promise<void> => {
        try {
          await welcome(stream);
          if (stream.isOpen()) session = createGatewaySession(parts, stream);
        } catch (error) {
          failed(error);
          stream.close('internal', 'the database cannot be read');
        } finally {
          greeting.delete(stream);
        }
      };
      void greet();
      return {
        message(message) {
          if (session === undefined) return stream.close('link-malformed', `${message.kind} before welcome`);
          session.receive(message);
        },
        closed() {
          if (streams.get(stream.peer.id) === stream) streams.delete(stream.peer.id);
        },
      };
    },
    apply(change) {
      knowledge.apply(change);
      if (concernsPolicies(change)) policies.touch();
      if (change.kind === 'config' || change.subjects.includes(everything)) configs.touch();
      const { id, kind, subjects, cause } = change;
      const message = { kind: 'change' as const, id, change: kind, subjects: [...subjects], cause };
      for (const [gateway, stream] of streams) {
        stream.send(message);
        if (kind === 'revoke' && subjects.includes(gateway)) {
          streams.delete(gateway);
          stream.close('not-permitted', untrusted);
        }
      }
      for (const stream of greeting) {
        if (kind === 'revoke' && subjects.includes(stream.peer.id)) stream.close('not-permitted', untrusted);
      }
      gate.advance(change.id);
    },
    restart(from) {
      knowledge.restart(from);
      loaded = false;
      policies.touch();
      configs.touch();
      closeAll('another epoch');
    },
    configured: (change, withinMs) =>
      within(clock, withinMs, async () => {
        if (!(await gate.atLeast(change))) return false;
        await Promise.all([configs.settled(), policies.settled()]);
        const reached = await Promise.all([...streams.values()].map((stream) => stream.reached()));
        return reached.every(Boolean);
      }),
    renewals: () => renewals,
    gateways: () => [...streams.keys()],
    connected: () => [...streams].map(([id, { software = null }]) => ({ id, software })),
    async close() {
      closeAll('stopping');
      policies.stop();
      configs.stop();
      lostRecords.stop();
      await Promise.all([log.close(), keyUses.close()]);
    },
  };
}

/** What the work comes to, or false when it takes longer or fails: nobody is kept waiting for a gateway that sleeps. */
async function within(clock: Clock, ms: number, work: () => Promise<boolean>): Promise<boolean> {
  let giveUp = (): void => {};
  const late = new Promise<boolean>((resolve) => (giveUp = () => resolve(false)));
  const timer = clock.after(ms, () => giveUp());
  const done = await Promise.race([work().catch(() => false), late]);
  timer.cancel();
  return done;
}

function concernsPolicies(change: Change): boolean {
  return change.subjects.some((subject) => subject === everything || subject.startsWith('policy:'));
}
