import { type AppName, type CastMember, apps } from '../cast.ts';
import type { Random } from '../random.ts';
import type { Visit } from './person-at-work.ts';

/** Something that one person does at a time. */
export interface Deed {
  readonly at: number;
  readonly who: string;
  readonly does: 'visit' | 'mistype' | 'leave';
  readonly visit?: Visit;
  /** From where, if not from their usual place. */
  readonly from?: string;
}

const minute = 60_000;

/** Plans what somebody does on one day; `midnight` is that day's, where the organisation is. */
export function planDay(member: CastMember, midnight: Date, random: Random): readonly Deed[] {
  const who = member.email;
  const atMinute = (minutes: number): number =>
    midnight.getTime() + minutes * minute + random.whole(0, 59_000);
  const weekend = midnight.getDay() === 0 || midnight.getDay() === 6;
  if (weekend) return member.groups.includes('on-call') ? weekendOf(member, atMinute, random) : [];
  if (random.happens(0.1)) return []; // not at work
  const deeds: Deed[] = [];
  const visits = (begin: number, count: number, pause: readonly [least: number, most: number]): number => {
    let minutes = begin;
    for (let nth = 0; nth < count; nth += 1) {
      deeds.push({ at: atMinute(minutes), who, does: 'visit', visit: visitOf(member, random) });
      minutes += random.whole(...pause);
    }
    return minutes;
  };
  const morning = random.whole(8 * 60, 9 * 60 + 20);
  if (random.happens(0.08)) deeds.push({ at: atMinute(morning - 1), who, does: 'mistype' });
  visits(morning, random.whole(2, 3), [15, 50]);
  // Lunch outlives the session's idle limit. In the afternoon a sign-in gets old, while it is in use.
  const end = visits(random.whole(13 * 60, 14 * 60 + 10), random.whole(2, 5), [35, 58]);
  deeds.push({ at: atMinute(end), who, does: 'leave' });
  return deeds;
}

// Whoever is on call looks in from home.
function weekendOf(
  member: CastMember,
  atMinute: (minutes: number) => number,
  random: Random,
): readonly Deed[] {
  const who = member.email;
  const from = '198.51.100.9';
  const minutes = random.whole(10 * 60, 20 * 60);
  return [
    { at: atMinute(minutes), who, does: 'visit', visit: { app: 'ops', path: '/' }, from },
    { at: atMinute(minutes + 4), who, does: 'visit', visit: { app: 'ops', path: '/admin' }, from },
    { at: atMinute(minutes + 30), who, does: 'leave' },
  ];
}

function visitOf(member: CastMember, random: Random): Visit {
  // The first of their apps twice as often as the others.
  const [first, ...rest] = member.opens;
  const name: AppName =
    first !== undefined && random.happens(0.5) ? first : random.pick(rest.length > 0 ? rest : member.opens);
  const app = apps.find((one) => one.name === name);
  if (name === 'ops' && member.groups.includes('on-call') && random.happens(0.4))
    return { app: name, path: '/admin' };
  return { app: name, path: random.pick(app?.paths ?? ['/']) };
}
