import type { Clock } from '#base/clock.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { FromControl } from '#contracts/protocol/from-control.ts';
import type { FromGateway, Recheck, Redeem } from '#contracts/protocol/from-gateway.ts';
import { isId } from '#base/ids.ts';
import { soundActivity, type TokenActivity } from './activity.ts';
import { answerAsks, type AnsweringParts } from './answer-asks.ts';
import { answerRecheck } from './answer-recheck.ts';
import { createAskQueue } from './ask-queue.ts';
import { createLane } from './lane.ts';
import { createLiveTracker, type LiveBook } from './live-connections.ts';
import type { LostRecords } from './lost-records.ts';
import type { PushStream } from './push-stream.ts';
import { redeemCode, type RedeemParts } from './redeem-code.ts';
import { cutEvents } from './report-cuts.ts';
import { isSoundInput, isTokenHash } from './sound-input.ts';
import { whyUnanswered } from './why-unanswered.ts';

/** Everything that one gateway's stream is served with. */
export interface SessionParts extends AnsweringParts, RedeemParts {
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly live: LiveBook;
  readonly lostRecords: LostRecords;
  /** A recheck was answered to its end, in so many milliseconds. */
  readonly recheckTook?: (ms: number) => void;
  /** Notes what people did, judged by the database's clock. */
  readonly noteActivity: (activity: readonly TokenActivity[]) => Promise<void>;
  /** Ends the session under a token, as its person asked for. */
  readonly signOut: (token: string) => Promise<void>;
  /** Resolves when this change is applied; false when it does not come in time. */
  readonly appliedAtLeast: (change: number) => Promise<boolean>;
}

/** Bounds of what one gateway may have waiting here. */
export const sessionLimits = {
  /** Asks that wait, of each kind. */
  askShare: 2_000,
  /** Asks decided together, and how many such batches at a time. */
  askBatch: 64,
  askBatches: 2,
  rechecks: { width: 1, length: 15 },
  exchanges: { width: 4, length: 256 },
  reports: { width: 1, length: 64 },
} as const;

type Message = Exclude<FromGateway, { kind: 'hello' }>;

/** One gateway's end of the conversation. */
export interface GatewaySession {
  /** Takes a message; what it says is checked here, whoever the gateway is. */
  receive(message: Message): void;
}

/**
 * Serves one gateway. Every kind of request has a bounded queue of this gateway's own, so that a gateway that
 * was taken over, or one that is flooded, can slow down nobody but itself.
 */
export function createGatewaySession(parts: SessionParts, stream: PushStream): GatewaySession {
  const gateway = stream.peer.id;
  const send = (message: FromControl): void => void stream.send(message);
  const asks = createAskQueue({
    clock: parts.clock,
    share: sessionLimits.askShare,
    batch: sessionLimits.askBatch,
  });
  const rechecks = createLane(sessionLimits.rechecks);
  const exchanges = createLane(sessionLimits.exchanges);
  const reports = createLane(sessionLimits.reports);
  const live = createLiveTracker(parts.live, gateway, parts.failed);
  let batches = 0;

  const unanswered = (id: number, reason: string): void => send({ kind: 'unanswered', id, reason });

  const pump = (): void => {
    while (batches < sessionLimits.askBatches && asks.size() > 0 && stream.isOpen()) {
      const { batch, overdue } = asks.take();
      for (const { id } of overdue) unanswered(id, 'busy');
      if (batch.length === 0) continue;
      batches += 1;
      void answerAsks(parts, gateway, { asks: batch, send }).finally(() => {
        batches -= 1;
        pump();
      });
    }
  };
  // Asks that came in one reading of the socket are decided together: one query instead of fifty.
  let pumping = false;
  const pumpSoon = (): void => {
    if (pumping) return;
    pumping = true;
    setImmediate(() => {
      pumping = false;
      pump();
    });
  };

  const recheck = async (message: Recheck): Promise<void> => {
    const { id, change } = message;
    // Another replica may have told the gateway of a change that has not come here yet.
    if (!(await parts.appliedAtLeast(change))) return send(emptyRecheck(id, parts.knowledge.applied()));
    const grants = message.grants.filter(({ grant, input }) => isId('grant', grant) && isSoundInput(input));
    const begun = parts.clock.monotonic();
    await answerRecheck(
      parts,
      gateway,
      { ...message, grants },
      {
        send,
        drained: () => stream.drained(),
        isOpen: () => stream.isOpen(),
      },
    );
    parts.recheckTook?.(parts.clock.monotonic() - begun);
  };

  const redeem = async (message: Redeem): Promise<void> => {
    try {
      send(await redeemCode(parts, message));
    } catch (error) {
      parts.failed(error);
      send({ kind: 'redeemed', id: message.id, result: { ok: false, reason: whyUnanswered(error) } });
    }
  };

  const guarded = (task: () => Promise<unknown>) => (): Promise<void> =>
    task().then(
      () => {},
      (error: unknown) => parts.failed(error),
    );

  return {
    receive(message) {
      switch (message.kind) {
        case 'ping':
          // In the stream's order, behind every change that was applied: so a pong vouches for all of them.
          return send({
            kind: 'pong',
            n: message.n,
            applied: parts.knowledge.applied(),
            dbAge: Math.ceil(parts.dbAge()),
          });
        case 'ask':
          if (!isSoundInput(message.input)) return unanswered(message.id, 'malformed');
          if (!asks.add(message)) return unanswered(message.id, 'busy');
          return pumpSoon();
        case 'recheck':
          if (rechecks.run(guarded(() => recheck(message)))) return;
          return send(emptyRecheck(message.id, parts.knowledge.applied()));
        case 'redeem':
          if (exchanges.run(guarded(() => redeem(message)))) return;
          return send({ kind: 'redeemed', id: message.id, result: { ok: false, reason: 'busy' } });
        case 'sign-out': {
          const signOut = async (): Promise<void> => {
            if (isTokenHash(message.token)) await parts.signOut(message.token);
            send({ kind: 'signed-out', id: message.id });
          };
          if (!exchanges.run(guarded(signOut))) parts.failed(new Error('too many sign-outs wait'));
          return;
        }
        case 'live':
          return live.note(message);
        case 'activity':
          reports.run(guarded(() => parts.noteActivity(soundActivity(message))));
          return;
        case 'cuts':
          for (const event of cutEvents(gateway, message)) parts.audit.append(event).catch(parts.failed);
          return;
        case 'lost-records':
          return parts.lostRecords.atGateway(gateway, message.count);
        default:
          message satisfies never;
      }
    },
  };
}

function emptyRecheck(id: number, asOf: number): FromControl {
  return { kind: 'rechecked', id, asOf, verdicts: [], done: true };
}
