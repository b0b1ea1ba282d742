import { newId } from '#base/ids.ts';
import { demoSetting } from '#contracts/demo.ts';
import type { AppName } from '../cast.ts';
import { createRandom } from '../random.ts';
import { type Founded, foundOrganisation } from './found-organisation.ts';
import { type Enrolled, type PersonAtWork, openPersonAtWork } from './person-at-work.ts';
import { type Stage, openStoryControl } from './story-control.ts';
import { openStoryGateway } from './story-gateway.ts';
import { openTraffic } from './traffic.ts';
import { type Turn, turns } from './turns.ts';
import { type Deed, planDay } from './working-days.ts';

export interface HistoryOptions {
  readonly stage: Stage;
  readonly upstreams: Readonly<Record<AppName, string>>;
  /** Where the demo says whom to be: a page on this machine. */
  readonly guide: string;
  /** Where the gateway keeps its access records. */
  readonly accessFolder: string;
  readonly seed: number;
  /** When the history ends, milliseconds since the Unix epoch. */
  readonly until: number;
  /** How many days it has. */
  readonly days: number;
}

/** What was written. */
export interface History {
  readonly people: readonly Enrolled[];
  /** One line for each thing that happened, without what chance alone decides: the same for the same seed. */
  readonly lines: readonly string[];
}

/** Lets the days pass: everything that people did goes through sign-in, decision and audit as it does any day. */
export async function writeHistory(options: HistoryOptions): Promise<History> {
  const { stage, upstreams, guide, seed, until, days } = options;
  const begin = new Date(until);
  begin.setDate(begin.getDate() - days);
  begin.setHours(7, 30, 0, 0);
  const control = await openStoryControl(stage, begin.getTime());
  const traffic = openTraffic({ folder: options.accessFolder, control });
  try {
    const founded = await foundOrganisation(control, upstreams, stage.zone);
    const gateway = await openStoryGateway(control.push, newId('gateway'));
    const workplace = { control, gateway, apps: founded.apps, traffic };
    const atWork = new Map(
      founded.people.map((person, nth) => [person.email, openPersonAtWork(workplace, person, nth)]),
    );
    const lines: string[] = [];
    const scene = { control, founded, atWork, notes: new Map<string, string>() };
    for (const event of planned({ founded, seed, begin, until, days })) {
      await control.moveTo(event.at);
      const said = 'turn' in event ? await event.turn.happens(scene) : await act(event.deed, atWork);
      if ('turn' in event) await control.settled();
      lines.push(`${new Date(event.at).toISOString()} ${said}`);
    }
    await control.moveTo(until);
    await control.writeCheckpoint();
    await control.store.settings.put(demoSetting, { guide });
    return { people: founded.people, lines };
  } finally {
    await traffic.close();
    await control.close();
  }
}

type Event = { readonly at: number } & ({ readonly deed: Deed } | { readonly turn: Pick<Turn, 'happens'> });

const hour = 3_600_000;

function planned(options: {
  readonly founded: Founded;
  readonly seed: number;
  readonly begin: Date;
  readonly until: number;
  readonly days: number;
}): readonly Event[] {
  const { founded, seed, begin, until, days } = options;
  const random = createRandom(seed);
  const events: Event[] = [];
  let workingDay = 0;
  for (let day = 0; day <= days; day += 1) {
    const midnight = new Date(begin);
    midnight.setDate(midnight.getDate() + day);
    midnight.setHours(0, 0, 0, 0);
    for (const person of founded.people.filter(({ lastDay = days }) => day <= lastDay))
      for (const deed of planDay(person, midnight, random)) events.push({ at: deed.at, deed });
    events.push({ at: midnight.getTime() + 2 * hour, turn: checkpoint });
    if (midnight.getDay() % 6 === 0) continue;
    for (const turn of turns.filter((one) => one.day === workingDay))
      events.push({ at: midnight.getTime() + turn.minute * 60_000, turn });
    workingDay += 1;
  }
  // The first morning is taken up by the setup; nobody works before it is done.
  const open = begin.getTime() + 3 * hour;
  return events.filter(({ at }) => at >= open && at < until).sort((a, b) => a.at - b.at);
}

/** Each night where the chain stands is signed, as `serve` does all day. */
const checkpoint: Pick<Turn, 'happens'> = {
  async happens({ control }) {
    await control.writeCheckpoint();
    return 'a checkpoint is signed';
  },
};

async function act(deed: Deed, atWork: ReadonlyMap<string, PersonAtWork>): Promise<string> {
  const person = atWork.get(deed.who);
  if (person === undefined) return `${deed.who} is nobody`;
  person.goTo(deed.from ?? person.person.address);
  if (deed.visit !== undefined) {
    const came = await person.open(deed.visit);
    return `${deed.who} ${deed.visit.app}${deed.visit.path} ${came}`;
  }
  if (deed.does === 'mistype') await person.mistype();
  else person.leave();
  return `${deed.who} ${deed.does}`;
}
