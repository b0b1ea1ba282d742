import type { AppName } from '../cast.ts';

/** Where the gateway finds the apps: one server that tells them apart by their public host. */
export function upstreamsOn(port: number): Readonly<Record<AppName, string>> {
  const url = `http://127.0.0.1:${port}`;
  return { wiki: url, tickets: url, builds: url, payroll: url, ops: url };
}
