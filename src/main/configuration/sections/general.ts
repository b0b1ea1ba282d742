import { defaultDataDirectory } from '#contracts/data-directory.ts';
import { defineSection, everyPart } from '../setting.ts';
import { addresses, choice, domainName, path, wholeNumber, zone } from '../values.ts';

const loopback = new Set(['127.0.0.1', '::1']);

/** Tells whether browsers take every name below this domain as the machine itself (RFC 6761 6.3). */
export function staysOnMachine(domain: string): boolean {
  return domain === 'localhost' || domain.endsWith('.localhost');
}

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

/** What the whole installation is: its names, its address, its place on the disk. */
export const general = defineSection({
  name: '',
  title: 'General',
  settings: {
    domain: {
      read: domainName,
      fallback: () => 'sallyport.localhost',
      fallbackText: '`sallyport.localhost`',
      accepts: 'a domain name',
      description:
        'Everything is served below this name: `console.DOMAIN`, `portal.DOMAIN`, `signin.DOMAIN`, `api.DOMAIN`, and your apps. Below `.localhost` only this very machine can reach it.',
      parts: everyPart,
    },
    port: {
      read: wholeNumber(1, 65_535),
      fallback: () => 8443,
      fallbackText: '`8443`',
      accepts: 'a port, 1 to 65535',
      description: 'The port of all public names. It stands in links unless it is 443.',
      parts: everyPart,
    },
    listen: {
      read: addresses,
      fallback: (): readonly string[] => [],
      fallbackText: '`127.0.0.1, ::1` for a domain below `.localhost`, else `0.0.0.0, ::`',
      accepts: 'IP addresses, separated by commas or as a list',
      description:
        'The addresses on which the gateway listens. A domain below `.localhost` allows loopback only.',
      parts: ['serve', 'gateway'],
    },
    'data-dir': {
      read: path,
      fallback: ({ uid, home, environment }) =>
        defaultDataDirectory({ uid, home, stateHome: environment['XDG_STATE_HOME'] }),
      fallbackText: '`/var/lib/sallyport` as root, else `~/.local/state/sallyport`',
      accepts: 'a path',
      description:
        'Where everything lies that has to outlive a restart. `serve` keeps the database and keys in it, a gateway its certificate and access records.',
      parts: everyPart,
    },
    zone: {
      read: zone,
      fallback: (machine) => machine.zone,
      fallbackText: "the machine's",
      accepts: 'an IANA time zone',
      description: 'The time zone in which policies read weekday and time of day.',
      parts: ['serve', 'control'],
    },
    'log-level': {
      read: choice(logLevels),
      fallback: (): (typeof logLevels)[number] => 'warn',
      fallbackText: '`warn`',
      accepts: '`debug`, `info`, `warn` or `error`',
      description: 'What the log on standard error tells. With `debug`, faults come with a stack trace.',
      parts: everyPart,
    },
    'root-key-file': {
      read: (raw, machine) => path(raw, machine),
      fallback: (): string | undefined => undefined,
      fallbackText: '`root.key` in the data directory, made at the first start',
      accepts: 'a path',
      description:
        'The key under which all secrets in the database are sealed: 32 bytes in base64url, readable by its owner only. All control processes need the same one. Keep a copy apart from the database: without it, sealed secrets are lost. `sallyport keys rotate-root` puts another one in its place.',
      parts: ['serve', 'control'],
    },
  },
  check(values, { placeOf }) {
    const outside = values.listen.filter((address) => !loopback.has(address));
    if (!staysOnMachine(values.domain) || outside.length === 0) return [];
    return [
      {
        place: placeOf('listen'),
        message: `${outside.join(', ')} cannot be used with ${values.domain}: a domain below .localhost is reached from this machine only, on 127.0.0.1 and ::1. Set another domain to serve others.`,
      },
    ];
  },
});

/** The addresses to listen on, given or by the domain. */
export function listenAddresses(domain: string, listen: readonly string[]): readonly string[] {
  if (listen.length > 0) return listen;
  return staysOnMachine(domain) ? ['127.0.0.1', '::1'] : ['0.0.0.0', '::'];
}
