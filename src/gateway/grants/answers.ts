import { elapsedSince, instant } from '#base/clock.ts';
import type { Answer, GrantMessage, Refused } from '#contracts/protocol/from-control.ts';
import { type AccessKey, keyOf, keyText, partOf, placeOf } from './access-key.ts';
import type { Question } from './ask-queue.ts';
import type { Endings } from './endings.ts';
import type { AccessRequest, Found } from './face.ts';
import type { Ground } from './ground.ts';
import { HeldGrant, subjectsOf } from './held-grant.ts';
import type { Moving } from './moving.ts';

/** Milliseconds before asking again a replica whose knowledge is older than what was shown here. */
const behindMs = 100;

type Granted = Extract<Answer, { kind: 'granted' }>;
type Unknown = Extract<Answer, { kind: 'unknown-token' }>;
type Refusal = Pick<Refused, 'outcome' | 'reason' | 'advice'>;

/** Puts control's answers in force, unless something that was heard since says otherwise. */
export interface Answers {
  take(answer: Answer): void;
  /** Ends a grant that was refused, or pauses it where its app wants that for a challenge. */
  refuse(grant: HeldGrant, refusal: Refusal, change?: number): void;
}

export interface AnswersOptions {
  readonly ground: Ground;
  readonly endings: Endings;
  readonly moving: Moving;
}

/** Makes the answers. */
export function createAnswers({ ground, endings, moving }: AnswersOptions): Answers {
  const { book, refusals, invalidations, room, queue, stream, clock, ended } = ground;

  // The replica is behind, or asking came to nothing: those who wait have it asked again a little later, what
  // lives on a grant waits for its next renewal.
  function later(token: string): void {
    clock.after(behindMs, () => room.retry(token));
  }

  function take(answer: Answer): void {
    const question = queue.answered(answer.id);
    if (question === undefined) return;
    const { token } = question.input;
    if (answer.kind === 'unanswered') {
      const { reason } = answer;
      return room.settle(token, { kind: 'unavailable', reason }, (request) => concerns(question, request));
    }
    // INVARIANT: an answer counts only if it was made after everything that this stream had shown when the
    // question went out. A replica that is behind would bring back what was revoked.
    if (answer.epoch !== stream.epoch || question.shown.stream !== stream.number) return later(token);
    if (answer.asOf < question.shown.applied) return later(token);
    if (answer.kind === 'granted') granted(question, answer);
    else if (answer.kind === 'refused') refused(question, answer);
    else unknown(question, answer);
    room.retry(token);
    moving.proceed();
  }

  function granted(question: Question, { grant, asOf }: Granted): void {
    const { input } = question;
    const app = ground.apps.byId(input.app);
    if (app === undefined) return;
    if (ended.has(input.token) || ended.has(grant.session)) {
      const found: Found = { kind: 'sign-in', reason: 'session-ended' };
      return room.settle(input.token, found);
    }
    const { session, person } = grant;
    const subjects = subjectsOf({ token: input.token, app: app.id, session, person }, grant.subjects);
    // A revocation that crossed this answer on the wire wins; `retry` asks again.
    if (invalidations.crossed(subjects, asOf)) return;
    if (elapsedSince(clock, question.asked) >= grant.ttlMs || !isToken(grant.assertion)) {
      return later(input.token);
    }
    ground.scopeHints.set(`${input.app}|${input.route ?? ''}`, grant.scope);
    install(question, grant, asOf);
  }

  function install(question: Question, grant: GrantMessage, asOf: number): void {
    const key = keyOf(question.input, grant.scope);
    const same = book.byId(grant.id);
    const present = same !== undefined && keyText(same.key) === keyText(key) ? same : book.at(key);
    if (present !== undefined && present.id === grant.id) {
      extend(present, question, grant, asOf);
      return settleRenewed(question, present);
    }
    // Control gave this id to another question: one of the two grants is not what it says it is.
    if (same !== undefined && same !== question.grant) return later(key.token);
    const next = make({ key, question, grant, asOf });
    if (next === undefined) {
      return room.settle(key.token, { kind: 'unavailable', reason: 'busy' }, (request) =>
        concerns(question, request),
      );
    }
    if (present !== undefined) book.hide(present);
    book.add(next);
    if (present !== undefined) endings.replace(present, next);
    settleRenewed(question, next);
  }

  function extend(present: HeldGrant, question: Question, grant: GrantMessage, asOf: number): void {
    // Something newer than this answer has been heard of this very grant.
    if (asOf < present.asOf || asOf < (present.suspicion?.change ?? 0)) return;
    const before = present.subjects;
    present.identityHeaders = identityHeaders(grant.assertion);
    present.extend({ subjects: grant.subjects, asOf, asked: question.asked, ttlMs: grant.ttlMs });
    book.reindex(present, before);
    if (!present.lapsed) book.show(present);
    present.review();
  }

  function make(from: Making): HeldGrant | undefined {
    const { key, question, grant, asOf } = from;
    const app = ground.apps.byId(question.input.app);
    if (app === undefined) return undefined;
    const room = book.makeRoom(key, question.input.address, (idle) => endings.drop(idle));
    if (!room && book.at(key) === undefined) return undefined;
    return new HeldGrant({
      clock,
      lease: ground.lease,
      id: grant.id,
      key,
      input: question.input,
      app,
      session: grant.session,
      person: grant.person,
      name: grant.name,
      identityHeaders: identityHeaders(grant.assertion),
      subjects: grant.subjects,
      asOf,
      asked: question.asked,
      ttlMs: grant.ttlMs,
      renewShare: 0.65 + 0.15 * ground.random(),
      overdue: (late, cause) => endings.end(late, cause),
    });
  }

  // The grant that was to be renewed, where the answer went to another.
  function settleRenewed({ grant }: Question, current: HeldGrant): void {
    if (grant === undefined || grant === current || grant.end !== undefined) return;
    if (grant.successor !== undefined) return;
    if (keyText(grant.key) === keyText(current.key)) endings.replace(grant, current);
    else moving.lapse(grant);
  }

  function refused(question: Question, answer: Refused): void {
    const { grant } = question;
    if (grant !== undefined && answer.asOf >= grant.asOf) refuse(grant, answer);
    if (invalidations.crossed(answer.subjects, answer.asOf)) return;
    const scope = answer.scope ?? 'method-and-path';
    ground.scopeHints.set(`${question.input.app}|${question.input.route ?? ''}`, scope);
    refusals.keep(keyOf(question.input, scope), answer, question.asked);
  }

  function refuse(grant: HeldGrant, refusal: Refusal, change?: number): void {
    if (grant.end !== undefined) return;
    const challenge = refusal.outcome === 'challenge';
    if (challenge && grant.app.onChallenge === 'pause' && grant.lives.size > 0) {
      grant.pausedAt ??= instant(clock);
      grant.suspicion = undefined;
      book.hide(grant);
      return grant.review();
    }
    endings.end(grant, { reason: refusal.reason, advice: refusal.advice, challenge }, change);
  }

  function unknown({ input }: Question, { reason, asOf }: Unknown): void {
    for (const grant of book.ofToken(input.token)) {
      if (grant.asOf <= asOf) endings.end(grant, { reason, advice: [], challenge: false });
    }
    room.settle(input.token, { kind: 'sign-in', reason });
  }

  return { take, refuse };
}

interface Making {
  readonly key: AccessKey;
  readonly question: Question;
  readonly grant: GrantMessage;
  readonly asOf: number;
}

// Whether a request waits for this very question: the same place, and the same part of it.
function concerns({ input }: Question, request: AccessRequest): boolean {
  const { app, routes, address, method, path } = request;
  const places = routes.length === 0 ? [undefined] : routes;
  return (
    places.some(
      (route) => placeOf(app.id, route, address) === placeOf(input.app, input.route, input.address),
    ) &&
    partOf('method-and-path', method, path) ===
      partOf('method-and-path', input.method ?? '', input.path ?? '')
  );
}

// What goes into a header line must not be able to end it.
function isToken(assertion: string): boolean {
  return /^[A-Za-z0-9._~-]+$/.test(assertion);
}

function identityHeaders(assertion: string): string {
  return `Sallyport-Assertion: ${assertion}\r\n`;
}
