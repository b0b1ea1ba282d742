import { describe, expect, it } from 'vitest';
import { mondayMorning, snapshotOf, someInput } from '#testing/decisions.ts';
import { nextBoundary } from './boundaries.ts';
import { evaluate } from './evaluate.ts';
import { createPolicySet } from './policy-set.ts';
import { requestOf } from './request.ts';

/** The moment until which a policy with this condition answers the same, as text. */
function until(condition: string, options: { at?: string; zone?: string; signedIn?: string } = {}): string {
  const at = options.at === undefined ? mondayMorning : Date.parse(options.at);
  const authenticatedAt = options.signedIn === undefined ? at - 60_000 : Date.parse(options.signedIn);
  const input = someInput({
    time: { at, zone: options.zone ?? 'Europe/Berlin' },
    authn: { methods: ['pwd'], authenticatedAt },
  });
  const text = `permit(principal is Person, action == Action::"open", resource) when { ${condition} };`;
  const { traits } = evaluate(createPolicySet(snapshotOf(text)), requestOf(input, 'resource'));
  const moment = nextBoundary(input, traits);
  return moment === undefined ? 'never' : new Date(moment).toISOString();
}

describe('the next moment at which time can change an answer', () => {
  it('does not exist where no policy asks for time', () => {
    expect(until('context.authn.phishingResistant')).toBe('never');
    expect(until('context.network has country')).toBe('never');
  });

  it.each([
    ['the next minute of the day that is named', 'context.time.minute < 1080', '2026-11-23T17:00:00.000Z'],
    [
      'one after a minute that is compared for equality',
      'context.time.minute == 630',
      '2026-11-23T09:31:00.000Z',
    ],
    [
      'the earliest of several',
      'context.time.minute >= 480 && context.time.minute < 720',
      '2026-11-23T11:00:00.000Z',
    ],
    ['midnight, where the minutes named are over', 'context.time.minute < 60', '2026-11-23T23:00:00.000Z'],
    ['midnight for a weekday', 'context.time.weekday < 6', '2026-11-23T23:00:00.000Z'],
    ['midnight for a date', 'context.time.date < datetime("2026-12-24")', '2026-11-23T23:00:00.000Z'],
    [
      'the next minute, where minutes are reckoned with',
      'context.time.minute * 2 < 100',
      '2026-11-23T09:31:00.000Z',
    ],
  ])('is %s', (_, condition, moment) => {
    expect(until(condition)).toBe(moment);
  });

  it('is midnight of the organisation, not of the machine', () => {
    const at = '2026-11-23T23:30:00Z';
    expect(until('context.time.weekday == 1', { at, zone: 'America/New_York' })).toBe(
      '2026-11-24T05:00:00.000Z',
    );
    expect(until('context.time.weekday == 1', { at, zone: 'Asia/Kathmandu' })).toBe(
      '2026-11-24T18:15:00.000Z',
    );
  });

  it('is when the clock is put forward, where the minute named is left out that day', () => {
    // 02:00 becomes 03:00 in Berlin on 2026-03-29; half past two does not exist.
    const at = '2026-03-29T00:30:00Z';
    expect(until('context.time.minute < 150', { at })).toBe('2026-03-29T01:00:00.000Z');
    expect(until('context.time.minute < 200', { at })).toBe('2026-03-29T01:00:00.000Z');
    expect(until('context.time.minute < 200', { at: '2026-03-29T01:00:00Z' })).toBe(
      '2026-03-29T01:20:00.000Z',
    );
  });

  it('is when the clock is put back, and then the same minute a second time', () => {
    // 03:00 becomes 02:00 in Berlin on 2026-10-25.
    const first = '2026-10-25T00:10:00Z'; // 02:10, summer time
    expect(until('context.time.minute < 150', { at: first })).toBe('2026-10-25T00:30:00.000Z');
    expect(until('context.time.minute < 150', { at: '2026-10-25T00:30:00Z' })).toBe(
      '2026-10-25T01:00:00.000Z',
    );
    expect(until('context.time.minute < 150', { at: '2026-10-25T01:00:00Z' })).toBe(
      '2026-10-25T01:30:00.000Z',
    );
  });

  it('is midnight also on the days of 23 and 25 hours', () => {
    expect(until('context.time.weekday == 7', { at: '2026-03-29T05:00:00Z' })).toBe(
      '2026-03-29T22:00:00.000Z',
    );
    expect(until('context.time.weekday == 7', { at: '2026-10-25T05:00:00Z' })).toBe(
      '2026-10-25T23:00:00.000Z',
    );
  });

  it('is when the sign-in reaches an age that is named', () => {
    const signedIn = '2026-11-23T09:00:00Z';
    const at = '2026-11-23T09:10:00.500Z';
    expect(until('context.authn.ageSeconds < 900', { signedIn, at })).toBe('2026-11-23T09:15:00.000Z');
    expect(until('context.authn.ageSeconds <= 900', { signedIn, at })).toBe('2026-11-23T09:15:01.000Z');
    expect(until('context.authn.ageSeconds < 60', { signedIn, at })).toBe('never');
  });

  it('is found for every answer that changes: walked through a day, minute by minute', () => {
    const condition = 'context.time.minute >= 125 && context.time.minute < 175 && context.time.weekday == 7';
    for (const day of ['2026-03-28T23:00:00Z', '2026-10-24T22:00:00Z', '2026-06-06T22:00:00Z']) {
      expect(missedChanges(condition, Date.parse(day))).toEqual([]);
    }
  });
});

/** Walks two days by minutes; tells each moment at which the answer changed although none was foreseen. */
function missedChanges(condition: string, from: number): string[] {
  const text = `permit(principal is Person, action == Action::"open", resource) when { ${condition} };`;
  const set = createPolicySet(snapshotOf(text));
  const missed: string[] = [];
  let before: boolean | undefined;
  let foreseen = from;
  for (let at = from; at < from + 48 * 3_600_000; at += 60_000) {
    const input = someInput({ time: { at, zone: 'Europe/Berlin' } });
    const { allowed, traits } = evaluate(set, requestOf(input, 'resource'));
    if (before !== undefined && allowed !== before && at < foreseen) missed.push(new Date(at).toISOString());
    if (before === undefined || at >= foreseen) {
      foreseen = nextBoundary(input, traits) ?? Number.POSITIVE_INFINITY;
      before = allowed;
    }
  }
  return missed;
}
