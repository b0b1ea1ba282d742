import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { type Result, ok, refused } from '#base/result.ts';
import type { Machine } from './setting.ts';

type Reader<T> = (raw: unknown, machine: Machine) => Result<T, string>;

/** Reads any text that is not empty. */
export const text: Reader<string> = (raw) =>
  typeof raw === 'string' && raw.trim() !== '' ? ok(raw.trim()) : refused('must be a text that is not empty');

/** Reads a path; `~/` stands for the home directory, a relative one starts where the command was called. */
export const path: Reader<string> = (raw, machine) => {
  const given = text(raw, machine);
  if (!given.ok) return refused('must be a path');
  if (given.value.includes('\0')) return refused('must be a path without NUL');
  const expanded = given.value.startsWith('~/') ? `${machine.home}${given.value.slice(1)}` : given.value;
  return ok(resolve(machine.directory, expanded));
};

/** Reads a whole number between two bounds. */
export function wholeNumber(least: number, most: number): Reader<number> {
  return (raw) => {
    const number = typeof raw === 'string' && /^[0-9]{1,15}$/.test(raw.trim()) ? Number(raw) : raw;
    const right = typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most;
    return right ? ok(number) : refused(`must be a whole number from ${least} to ${most}`);
  };
}

/** Reads one of a few words. */
export function choice<T extends string>(words: readonly T[]): Reader<T> {
  return (raw) => {
    const found = words.find((word) => word === raw);
    return found === undefined ? refused(`must be one of ${words.join(', ')}`) : ok(found);
  };
}

const units = new Map([
  ['', 1],
  ['KiB', 2 ** 10],
  ['MiB', 2 ** 20],
  ['GiB', 2 ** 30],
]);

/** Reads a size such as `64 MiB`, in bytes. */
export function size(least: number): Reader<number> {
  return (raw) => {
    const given = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : '';
    const parts = /^([0-9]{1,9}) ?(KiB|MiB|GiB|)$/.exec(given);
    const bytes = parts === null ? Number.NaN : Number(parts[1]) * (units.get(parts[2] ?? '') ?? 1);
    return bytes >= least ? ok(bytes) : refused(`must be a size such as 64 MiB, at least ${least} bytes`);
  };
}

/** Reads a DNS name of at least two labels (RFC 1123 2.1), lower case, without a final dot. */
export const domainName: Reader<string> = (raw) => {
  const name = typeof raw === 'string' ? raw.trim().toLowerCase().replace(/\.$/, '') : '';
  const labels = name.split('.');
  const right =
    name.length <= 200 &&
    labels.length >= 2 &&
    isIP(name) === 0 &&
    labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  return right ? ok(name) : refused('must be a domain name such as access.example.org');
};

/** Reads a list of IP addresses: a YAML list, or text with commas. */
export const addresses: Reader<readonly string[]> = (raw, machine) =>
  listOf(raw, machine, (one) => {
    const given = typeof one === 'string' ? one.trim().replace(/^\[(.*)\]$/, '$1') : '';
    return isIP(given) === 0 ? refused('must be IP addresses such as 192.0.2.1 or ::') : ok(given);
  });

/** A place to listen on or to connect to. */
export type Endpoint =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | { readonly kind: 'unix'; readonly path: string };

/** Reads `host:port`, `[v6]:port` or the absolute path of a unix socket. */
export const endpoint: Reader<Endpoint> = (raw) => {
  const given = typeof raw === 'string' ? raw.trim() : '';
  if (given.startsWith('/')) return ok({ kind: 'unix', path: given });
  const parts = /^(?:\[([0-9a-fA-F:.]+)\]|([a-zA-Z0-9._-]+)):([0-9]{1,5})$/.exec(given);
  const port = Number(parts?.[3]);
  const host = parts?.[1] ?? parts?.[2];
  if (host === undefined || port > 65_535) return refused('must be host:port, or the path of a unix socket');
  return ok({ kind: 'tcp', host, port });
};

/** Reads a list of endpoints: a YAML list, or text with commas. */
export const endpoints: Reader<readonly Endpoint[]> = (raw, machine) =>
  listOf(raw, machine, (one) => endpoint(one, machine));

/** Reads a value, or the word `off`. */
export function orOff<T>(reader: Reader<T>): Reader<T | undefined> {
  return (raw, machine) => {
    if (raw === 'off' || raw === false) return ok(undefined);
    const value = reader(raw, machine);
    return value.ok ? value : refused(`${value.error}, or off`);
  };
}

/** Reads an IANA time zone that this Node knows. */
export const zone: Reader<string> = (raw) => {
  if (typeof raw === 'string') {
    try {
      new Intl.DateTimeFormat('en', { timeZone: raw });
      return ok(raw);
    } catch {
      // said below
    }
  }
  return refused('must be a time zone such as Europe/Berlin');
};

/** Reads a PostgreSQL connection URI. */
export const databaseUrl: Reader<string> = (raw) => {
  const given = typeof raw === 'string' ? raw.trim() : '';
  // An empty host is right here (the socket's folder then stands in `?host=`), in other URLs it is not.
  const withHost = given.replace(/@(?=[/?]|$)/, '@localhost');
  return /^postgres(?:ql)?:\/\/./.test(given) && URL.canParse(withHost)
    ? ok(given)
    : refused('must be a URL such as postgres://user:password@host:5432/sallyport');
};

/** Writes an endpoint as it is read. */
export function endpointText(place: Endpoint): string {
  if (place.kind === 'unix') return place.path;
  return place.host.includes(':') ? `[${place.host}]:${place.port}` : `${place.host}:${place.port}`;
}

function listOf<T>(raw: unknown, machine: Machine, one: Reader<T>): Result<readonly T[], string> {
  const items: readonly unknown[] = Array.isArray(raw)
    ? raw
    : typeof raw === 'string'
      ? raw.split(',')
      : [raw];
  const values: T[] = [];
  for (const item of items) {
    const value = one(item, machine);
    if (!value.ok) return value;
    values.push(value.value);
  }
  return values.length === 0 ? refused('must not be an empty list') : ok(values);
}
