import type { NewApp } from '#contracts/api/apps.ts';
import { type SystemApp, systemHosts } from '#contracts/hosts.ts';
import { wrongField } from '../conflict.ts';

/** First labels that are ours or will be: an app there could pass for a part of Sallyport. */
const reservedLabels = new Set<string>([...Object.values(systemHosts), 'device', 'setup', 'auth', 'www']);

/**
 * Checks the public host of an app: one label below the domain, which is what the certificate covers, and none
 * of ours.
 * @throws Fault `invalid-request`
 */
export function checkAppHost(host: string, domain: string): void {
  const label = host.endsWith(`.${domain}`) ? host.slice(0, -domain.length - 1) : undefined;
  if (label === undefined || label === '' || label.includes('.')) {
    throw wrongField('host', `must be one name below ${domain}, such as wiki.${domain}`);
  }
  if (reservedLabels.has(label)) throw wrongField('host', `${host} belongs to Sallyport itself`);
}

/**
 * Checks the address of an upstream as far as its text goes; where it leads is checked after resolution, at each
 * connect.
 * @throws Fault `invalid-request`
 */
export function checkUpstreamUrl(text: string): URL {
  const url = parse(text);
  if (url === undefined) throw wrongField('upstream.url', 'must be an address such as http://127.0.0.1:8080');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw wrongField('upstream.url', 'must start with http:// or https://');
  }
  if (url.username !== '' || url.password !== '') {
    throw wrongField('upstream.url', 'must not hold a user name or password');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw wrongField(
      'upstream.url',
      'must not hold a path: requests keep the path that the browser asked for',
    );
  }
  return url;
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Checks what only holds between fields. @throws Fault `invalid-request` */
export function checkServing(app: Pick<NewApp, 'routes' | 'paths'>): void {
  const names = (app.routes ?? []).map((route) => route.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw wrongField('routes', `must not name ${twice} twice`);
}

/** Tells whether a name is one of our own apps'. */
export function isSystemName(name: string): name is SystemApp {
  return Object.hasOwn(systemHosts, name);
}
