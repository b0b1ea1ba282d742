import { upstreamOf, type UpstreamDetails } from '../apps/upstream-details.ts';

/** Who may open a new app at first. */
export type Readers = 'administrators' | 'everybody';

/** Tells whether a word is one of the choices. */
export function isReaders(word: string): word is Readers {
  return word === 'administrators' || word === 'everybody';
}

/** Proposes a name for an app by its address: its host's first label, or its port where the host is a number. */
export function nameFor(address: string): string {
  if (!URL.canParse(address)) return '';
  const { hostname, port } = new URL(address);
  const label = hostname.split('.')[0] ?? '';
  const plain = /^[a-z][a-z0-9-]*$/.test(label) && label !== 'localhost';
  if (plain) return label;
  return port === '' ? '' : `app-${port}`;
}

/** What is written for an app of one's own: the app, and the policy that opens it. */
export function readOwn(own: {
  readonly url: string;
  readonly details: UpstreamDetails;
  readonly name: string;
  readonly readers: Readers;
}) {
  const { url, details, name, readers } = own;
  const when =
    readers === 'administrators'
      ? '\nwhen { principal.roles.contains("owner") || principal.roles.contains("admin") }'
      : '';
  const text = `permit (\n  principal is Person,\n  action == Action::"open",\n  resource == App::"${name}"\n)${when};\n`;
  const who = readers === 'administrators' ? 'Administrators open' : 'Everybody opens';
  return {
    app: { name, upstream: upstreamOf(url, details) },
    policy: { name: `${readers}-open-${name}`, title: `${who} ${name}`, text },
  };
}
