import { defineSection } from '../setting.ts';
import { wholeNumber } from '../values.ts';

/** A numeric user and group id that a process takes when it was started by root. */
const userId = wholeNumber(1, 4_294_967_293);

/** The users that the parts of `serve` run as. Only root can hand these out; otherwise all run as whoever started. */
export const users = defineSection({
  name: 'users',
  title: 'Users',
  settings: {
    control: {
      read: userId,
      fallback: () => 61_541,
      fallbackText: '`61541`',
      accepts: 'a numeric user id other than 0',
      description:
        'As root: the user and group id of the control process, which holds the keys. It needs no entry in `/etc/passwd`.',
      parts: ['serve', 'control'],
    },
    gateway: {
      read: userId,
      fallback: () => 61_542,
      fallbackText: '`61542`',
      accepts: 'a numeric user id other than 0',
      description:
        'As root: the user and group id of the gateway, which faces the network. It needs no entry in `/etc/passwd`.',
      parts: ['serve', 'gateway'],
    },
  },
  check(values, { placeOf }) {
    if (values.control !== values.gateway) return [];
    return [
      {
        place: placeOf('gateway'),
        message: `the gateway must not run as the same user as control (${values.control}): whoever takes over the gateway would read the keys of control.`,
      },
    ];
  },
});

/** How the gateway part runs. */
export const gateway = defineSection({
  name: 'gateway',
  title: 'Gateway',
  settings: {
    workers: {
      read: wholeNumber(1, 64),
      fallback: () => 1,
      fallbackText: '`1`',
      accepts: 'a number, 1 to 64',
      description:
        'How many gateway processes share the port. One carries several thousand requests a second; more make sense from four cores on.',
      parts: ['serve', 'gateway'],
    },
  },
  check: () => [],
});
