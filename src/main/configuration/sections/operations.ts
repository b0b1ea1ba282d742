import { defineSection } from '../setting.ts';
import { type Endpoint, endpoint, orOff, path, size, wholeNumber } from '../values.ts';

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

const endpointOrOff = orOff(endpoint);

const offOrLoopback = (port: number) => (): Endpoint | undefined => ({
  kind: 'tcp',
  host: '127.0.0.1',
  port,
});

/** Metrics and health: on listeners of their own, never on the public port. */
export const metrics = defineSection({
  name: 'metrics',
  title: 'Metrics and health',
  settings: {
    control: {
      read: endpointOrOff,
      fallback: offOrLoopback(9441),
      fallbackText: '`127.0.0.1:9441`',
      accepts: '`host:port` on loopback, or `off`',
      description: 'Where control serves `/metrics` (Prometheus) and `/health`.',
      parts: ['serve', 'control'],
    },
    gateway: {
      read: endpointOrOff,
      fallback: offOrLoopback(9442),
      fallbackText: '`127.0.0.1:9442`',
      accepts: '`host:port` on loopback, or `off`',
      description:
        'Where the gateway serves `/metrics` and `/health`. Each further worker takes the next port.',
      parts: ['serve', 'gateway'],
    },
  },
  check(values, { placeOf }) {
    const places: readonly (readonly [string, Endpoint | undefined])[] = [
      ['control', values.control],
      ['gateway', values.gateway],
    ];
    const open = places.filter(
      ([, place]) => place !== undefined && !(place.kind === 'tcp' && loopback.has(place.host)),
    );
    return open.map(([key]) => ({
      place: placeOf(key),
      message:
        'must be on loopback: metrics need no sign-in. Let the collector come through an app or a tunnel.',
    }));
  },
});

/** Access records: one line of JSON for each request, in files that rotate. */
export const records = defineSection({
  name: 'records',
  title: 'Access records',
  settings: {
    'file-size': {
      read: size(64 * 1024),
      fallback: () => 64 * 2 ** 20,
      fallbackText: '`64 MiB`',
      accepts: 'a size such as `64 MiB`, at least 64 KiB',
      description: 'How large a file of access records gets before the next one is begun.',
      parts: ['serve', 'gateway'],
    },
    files: {
      read: wholeNumber(2, 10_000),
      fallback: () => 16,
      fallbackText: '`16`',
      accepts: 'a number, 2 to 10000',
      description: 'How many files of access records are kept; the oldest goes first.',
      parts: ['serve', 'gateway'],
    },
  },
  check: () => [],
});

/** What is known about addresses beyond what ships. */
export const network = defineSection({
  name: 'network',
  title: 'Addresses',
  settings: {
    'country-table': {
      read: path,
      fallback: (): string | undefined => undefined,
      fallbackText: 'the table that ships',
      accepts: 'the path of an `.mmdb` file',
      description: 'Which country an address is in.',
      parts: ['serve', 'control'],
    },
    'asn-table': {
      read: path,
      fallback: (): string | undefined => undefined,
      fallbackText: 'none: policies see no ASN',
      accepts: 'the path of an `.mmdb` file',
      description: 'Which autonomous system an address belongs to.',
      parts: ['serve', 'control'],
    },
  },
  check: () => [],
});

/** A certificate of yours for the public names, in place of one by our own authority. */
export const tls = defineSection({
  name: 'tls',
  title: 'Certificate',
  settings: {
    certificate: {
      read: path,
      fallback: (): string | undefined => undefined,
      fallbackText: 'one by an authority of our own',
      accepts: 'the path of a PEM file, the leaf first',
      description:
        'The certificate for `DOMAIN` and `*.DOMAIN` that browsers see. Followed: when the files change, gateways use the new pair for the next connections, and a pair that cannot be served is refused. `control` alone, started by root, can follow only what `users.control` may read.',
      parts: ['serve', 'control'],
    },
    key: {
      read: path,
      fallback: (): string | undefined => undefined,
      fallbackText: 'none',
      accepts: 'the path of a PEM file',
      description: 'The private key of `tls.certificate`.',
      parts: ['serve', 'control'],
    },
  },
  check(values, { placeOf }) {
    if ((values.certificate === undefined) === (values.key === undefined)) return [];
    const [given, missing] = values.key === undefined ? ['certificate', 'key'] : ['key', 'certificate'];
    return [{ place: placeOf(given), message: `tls.${given} needs tls.${missing} beside it.` }];
  },
});
