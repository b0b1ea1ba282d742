import { api } from '#contracts/api/operations.ts';
import type { AppName } from '../cast.ts';
import { contractorsPolicy, hastyPolicy, observedPolicy } from '../policies.ts';
import { type Founded, publish } from './found-organisation.ts';
import type { PersonAtWork } from './person-at-work.ts';
import type { StoryControl } from './story-control.ts';

/** What a turn can reach. */
export interface Scene {
  readonly control: StoryControl;
  readonly founded: Founded;
  readonly atWork: ReadonlyMap<string, PersonAtWork>;
  /** What one turn leaves for another. */
  readonly notes: Map<string, string>;
}

/** Something out of the ordinary, at a minute of a day. */
export interface Turn {
  /** Which of the days on which people work, counted from 0; two weeks have ten. */
  readonly day: number;
  readonly minute: number;
  /** Does it, and says in a line what it was. */
  happens(scene: Scene): Promise<string>;
}

const at = (hours: number, minutes: number): number => hours * 60 + minutes;

/** The turns of the two weeks. */
export const turns: readonly Turn[] = [
  {
    day: 1,
    minute: at(10, 5),
    happens: (scene) => changeGroup(scene, { who: 'tom', group: 'on-call', does: 'add' }),
  },
  { day: 2, minute: at(14, 20), happens: (scene) => tries(scene, { who: 'dana', app: 'wiki' }) },
  { day: 3, minute: at(11, 12), happens: (scene) => tries(scene, { who: 'dana', app: 'payroll' }) },
  { day: 3, minute: at(11, 13), happens: (scene) => tries(scene, { who: 'dana', app: 'payroll' }) },
  {
    day: 3,
    minute: at(11, 40),
    async happens({ founded: { owner } }) {
      await publish(
        owner,
        contractorsPolicy,
        'A contractor tried the payroll. It was closed; now it says so.',
      );
      for (const app of ['payroll', 'ops'] as const)
        await owner.call(api.policies.addTest, {
          body: { says: 'can-never', who: { group: 'contractors' }, what: { app } },
        });
      return 'olga publishes the policy about contractors';
    },
  },
  {
    day: 5,
    minute: at(17, 30),
    async happens({ founded: { owner, people } }) {
      const viktor = people.find(({ email }) => email.startsWith('viktor'));
      if (viktor === undefined) return 'viktor is nobody';
      const { id, version } = await owner.call(api.people.get, { params: { person: viktor.id } });
      await owner.call(api.people.update, { params: { person: id }, version, body: { state: 'disabled' } });
      return 'olga disables viktor';
    },
  },
  { day: 6, minute: at(8, 41), happens: (scene) => tries(scene, { who: 'viktor', app: 'tickets' }) },
  {
    day: 4,
    minute: at(9, 50),
    async happens({ founded: { owner } }) {
      await publish(owner, observedPolicy, 'Only observed, until we know whom it would refuse');
      return 'olga publishes a policy that observes';
    },
  },
  {
    day: 7,
    minute: at(10, 0),
    happens: (scene) => changeGroup(scene, { who: 'tom', group: 'on-call', does: 'drop' }),
  },
  { day: 6, minute: at(3, 14), happens: guesses },
  {
    day: 7,
    minute: at(15, 45),
    async happens({ founded: { owner }, notes }) {
      const { items } = await owner.call(api.policies.revisions, { query: { limit: 1 } });
      notes.set('revision', `${items[0]?.revision ?? 1}`);
      await publish(owner, hastyPolicy, 'Support wants quiet afternoons');
      return 'olga closes tickets at four';
    },
  },
  { day: 7, minute: at(16, 3), happens: (scene) => tries(scene, { who: 'jonas', app: 'tickets' }) },
  { day: 7, minute: at(16, 9), happens: (scene) => tries(scene, { who: 'sofia', app: 'tickets' }) },
  {
    day: 7,
    minute: at(16, 31),
    async happens({ founded: { owner }, notes }) {
      const revision = Number(notes.get('revision'));
      await owner.call(api.policies.rollBack, {
        params: { revision },
        body: { message: 'Not thought through: support works until six' },
      });
      return 'olga rolls back';
    },
  },
  { day: 8, minute: at(21, 40), happens: (scene) => tries(scene, { who: 'dana', app: 'tickets' }) },
  {
    day: 8,
    minute: at(20, 15),
    happens: (scene) => tries(scene, { who: 'lena', app: 'payroll', from: '198.51.100.61' }),
  },
  {
    day: 9,
    minute: at(11, 5),
    happens: (scene) => tries(scene, { who: 'priya', app: 'ops', path: '/admin' }),
  },
];

interface Try {
  readonly who: string;
  readonly app: AppName;
  readonly path?: string;
  /** From another place than usually. */
  readonly from?: string;
}

async function tries({ atWork }: Scene, { who, app, path = '/', from }: Try): Promise<string> {
  const person = [...atWork.values()].find(({ person: { email } }) => email.startsWith(`${who}@`));
  if (person === undefined) return `${who} is nobody`;
  if (from !== undefined) person.goTo(from);
  return `${who} tries ${app}${path}: ${await person.open({ app, path })}`;
}

async function changeGroup(
  { founded: { owner, people } }: Scene,
  change: { readonly who: string; readonly group: string; readonly does: 'add' | 'drop' },
): Promise<string> {
  const { who, group, does } = change;
  const person = people.find(({ email }) => email.startsWith(`${who}@`));
  if (person === undefined) return `${who} is nobody`;
  await owner.call(does === 'add' ? api.groups.add : api.groups.drop, {
    params: { group, person: person.id },
  });
  return `olga ${does}s ${who}: ${group}`;
}

const guessed = [
  'Winter2026!',
  'harbour123',
  'Password1',
  'finch2026',
  'Summer2026!',
  'qwertz12',
  'letmein!',
];

// Somebody guesses at night: a few names, a few passwords each, from one address. The throttle slows them down.
async function guesses({ control, founded: { people } }: Scene): Promise<string> {
  const from = { address: '203.0.113.200', userAgent: 'python-requests/2.32' };
  const names = ['admin', ...people.slice(0, 4).map(({ email }) => email)];
  let held = 0;
  for (const password of guessed)
    for (const login of names) {
      const tried = await control.identity.signIn.password({ login, password, session: undefined, from });
      if (!tried.ok && tried.error.kind === 'too-many') held += 1;
      await control.moveTo(control.now() + 1_500);
    }
  return `somebody guesses ${guessed.length * names.length} times, ${held} held back`;
}
