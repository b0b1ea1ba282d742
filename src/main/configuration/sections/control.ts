import { defineSection } from '../setting.ts';
import { type Endpoint, endpoint, endpoints, text } from '../values.ts';

/** How gateways find control, and how a new one proves that it is expected. */
export const control = defineSection({
  name: 'control',
  title: 'Control and gateways',
  settings: {
    listen: {
      read: endpoint,
      fallback: (): Endpoint | undefined => undefined,
      fallbackText: '`127.0.0.1:8444` for `control`; a unix socket in the data directory for `serve`',
      accepts: '`host:port`, or the path of a unix socket',
      description:
        'Where control listens for gateways (mutual TLS). Set it to an address that they reach when they run on other machines.',
      parts: ['serve', 'control'],
    },
    addresses: {
      read: endpoints,
      fallback: (): readonly Endpoint[] => [],
      fallbackText: 'none',
      accepts: '`host:port`, several separated by commas or as a list',
      description: 'Where a gateway finds control. With several, it goes to the next one when one is away.',
      flag: 'control',
      parts: ['gateway'],
    },
    'join-token': {
      read: text,
      fallback: (): string | undefined => undefined,
      fallbackText: 'none',
      accepts: 'a join token, as `sallyport gateways join-token` prints it',
      description:
        'Lets a new gateway in, once. Afterwards it has a certificate of its own and the token may be removed. Prefer the variable to the flag: other users of the machine can read flags.',
      flag: 'join-token',
      secret: true,
      parts: ['gateway'],
    },
  },
  check(values, { part, placeOf }) {
    if (part !== 'gateway' || values.addresses.length > 0) return [];
    return [
      {
        place: placeOf('addresses'),
        message: 'a gateway has to know where control is: give --control host:port.',
      },
    ];
  },
});
