import { newId, type PersonId } from '#base/ids.ts';
import type { Actor, AuditLog } from '#contracts/events.ts';
import { originOf, systemHost } from '#contracts/hosts.ts';
import type { LinkKind, LinkRecords, UsedLink } from '../records.ts';
import { hashSecret, isSecret, newSecret } from '../secret.ts';

const hour = 60 * 60_000;

/** How long links live, milliseconds. */
export const linkLifetimeMs: Readonly<Record<LinkKind, number>> = {
  setup: 24 * hour,
  invitation: 7 * 24 * hour,
  reset: 24 * hour,
};

export interface MadeLink {
  readonly id: string;
  /** The whole address, secret included: shown once, to whoever hands it on. */
  readonly address: string;
  readonly lifetimeMs: number;
}

/** Links of one use: the first setup, an invitation, a reset of what a person signs in with. */
export interface Links {
  /** Makes a link; earlier ones of the same kind for the same person are withdrawn. */
  make(link: { readonly kind: LinkKind; readonly person?: PersonId; readonly by: Actor }): Promise<MadeLink>;
  /** Uses a link up; undefined when it is none, was used, withdrawn or too old. Exactly one caller gets it. */
  use(link: {
    readonly code: string;
    readonly kinds: readonly LinkKind[];
    readonly address: string;
  }): Promise<UsedLink | undefined>;
}

export function createLinks(deps: {
  readonly records: LinkRecords;
  readonly audit: AuditLog;
  readonly domain: string;
  readonly publicPort: number;
}): Links {
  const { records, audit } = deps;
  return {
    async make({ kind, person, by }) {
      const id = newId('link');
      const code = newSecret();
      const lifetimeMs = linkLifetimeMs[kind];
      const whose = person === undefined ? {} : { person };
      await records.put({ id, hash: hashSecret(code), kind, lifetimeMs, ...whose });
      const about = person === undefined ? [id] : [id, person];
      await audit.append({ kind: 'link-made', actor: by, about, data: { link: kind, lifetimeMs } });
      return { id, lifetimeMs, address: linkAddress({ kind, code, ...deps }) };
    },
    async use({ code, kinds, address }) {
      if (!isSecret(code)) return undefined;
      const used = await records.use(hashSecret(code), kinds);
      if (used === undefined) return undefined;
      const about = used.person === undefined ? [used.id] : [used.id, used.person];
      const actor: Actor =
        used.person === undefined ? { kind: 'system' } : { kind: 'person', id: used.person };
      await audit.append({ kind: 'link-used', actor, about, address, data: { link: used.kind } });
      return used;
    },
  };
}

/** Where a link leads: the setup to the console's host, the only one served before there is an owner. */
export function linkAddress(link: {
  readonly kind: LinkKind;
  readonly code: string;
  readonly domain: string;
  readonly publicPort: number;
}): string {
  const host = systemHost(link.kind === 'setup' ? 'console' : 'signin', link.domain);
  return `${originOf(host, link.publicPort)}/${link.kind}?code=${link.code}`;
}
