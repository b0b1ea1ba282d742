import type { ServiceAccount } from '#contracts/api/service-accounts.ts';
import type { Judged } from '../second-person/judged.ts';

/**
 * An account that may open an app which it could not, as it is judged: its list of apps lets it in as a permit lets
 * people in, and one that is disabled opens none. The groups it is in are left out, as those of people are: what they
 * give was agreed to with the policy that names them.
 */
export function judgedAccount({
  before,
  after,
}: {
  readonly before?: ServiceAccount;
  readonly after: ServiceAccount;
}): readonly Judged[] {
  const had = new Set(before === undefined ? [] : opens(before));
  const gained = opens(after).filter((app) => !had.has(app));
  if (gained.length === 0) return [];
  const { id, name, description, owner, apps, groups, labels } = after;
  const ids = (all: readonly { readonly id: string }[]): string[] => all.map((one) => one.id);
  const inGroups = ids(groups);
  const detail = { gained, description, owner: owner?.id ?? null, apps: ids(apps), groups: inGroups, labels };
  return [
    { type: 'deed', deed: before === undefined ? 'program-made' : 'program-opens-more', id, name, detail },
  ];
}

function opens({ state, apps }: ServiceAccount): readonly string[] {
  return state === 'enabled' ? apps.map(({ id }) => id) : [];
}
