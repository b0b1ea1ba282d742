import { defineSection } from '../setting.ts';
import { day, duration, durationText, hour, minute } from '../duration.ts';

/** Nobody is signed in for longer than this, however often they come back. */
const longest = 90 * day;

/** How long a sign-in lasts. Kept with each session, so a change counts for sign-ins from then on. */
export const sessions = defineSection({
  name: 'sessions',
  title: 'Sessions',
  settings: {
    longest: {
      read: duration({ least: 15 * minute, most: longest }),
      fallback: () => 12 * hour,
      fallbackText: '`12 h`',
      accepts: 'a time such as `12 h`, from 15 min to 90 d',
      description:
        'How long a session lasts in all; then its person signs in again, and what is open is cut. Counts for sessions that begin after the start. Set the same for all control processes.',
      parts: ['serve', 'control'],
    },
    idle: {
      // Gateways tell of activity each 30 s: a limit of that order would end sessions that are in use.
      read: duration({ least: 5 * minute, most: longest }),
      fallback: () => hour,
      fallbackText: '`1 h`',
      accepts: 'a time such as `1 h`, from 5 min up to `sessions.longest`',
      description:
        'How long a session outlives the last thing that its person did, in any app. Counts for sessions that begin after the start.',
      parts: ['serve', 'control'],
    },
  },
  check(values, { placeOf }) {
    if (values.idle <= values.longest) return [];
    const [idle, most] = [durationText(values.idle), durationText(values.longest)];
    return [
      {
        place: placeOf('idle'),
        message: `sessions.idle (${idle}) must not be longer than sessions.longest (${most}).`,
      },
    ];
  },
});
