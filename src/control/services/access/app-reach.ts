import { appSpecSchema } from '#contracts/app-spec.ts';
import type { AppReach } from '#contracts/api/access.ts';
import type { Call } from '../call.ts';
import { findApp } from '../apps/find-app.ts';
import { permit } from '../permit.ts';
import { found } from '../write.ts';
import { alikePeople } from './alike-people.ts';
import { judgeEverybody, usualBudget } from './judge-everybody.ts';
import { knowApps, momentNow, nameApp, policiesInForce, readPopulation } from './read-population.ts';

/** Names told of each policy. */
const mostNames = 50;

/**
 * Says who reaches an app as a whole, and which policies let them in.
 * @throws Fault `not-found`, `too-many`
 */
export async function appReach(call: Call, idOrName: string): Promise<AppReach> {
  await permit(call, 'read');
  const row = found(await findApp(call.store, idOrName));
  const [snapshot, time, population] = await Promise.all([
    policiesInForce(call),
    momentNow(call),
    readPopulation(call),
  ]);
  const targets = (await knowApps(call, [row])).map(({ facts }) => ({ resource: facts }));
  const alike = alikePeople(population.people, snapshot);
  const { reached, leftOut } = await call.readingDecider.use(snapshot, (decider) =>
    // A budget of its own: one app, so that even policies which tell everybody apart leave nobody out.
    judgeEverybody({ decider, alike, targets, time, budget: { ...usualBudget(), decisions: 50_000 } }),
  );
  const titles = new Map<string, string>(snapshot.policies.map(({ id, title }) => [id, title]));
  const { access, publicPaths } = appSpecSchema.parse(row.spec);
  const byPolicy = new Map<string, AppReach['policies'][number]>();
  for (const { people, outcome, policies } of reached) {
    for (const id of policies) {
      const entry = byPolicy.get(id) ?? {
        policy: { id, name: titles.get(id) ?? id },
        people: 0,
        stronger: 0,
        names: [],
      };
      entry.people += people.length;
      if (outcome === 'challenge') entry.stronger += people.length;
      for (const { id: person, name } of people.slice(0, mostNames - entry.names.length))
        entry.names.push({ id: person, name });
      byPolicy.set(id, entry);
    }
  }
  const count = (wanted: 'allow' | 'challenge'): number =>
    reached.filter(({ outcome }) => outcome === wanted).reduce((sum, { people }) => sum + people.length, 0);
  return {
    app: nameApp(row),
    at: time.at,
    policyRevision: snapshot.revision,
    people: { looked: leftOut.length > 0 ? 0 : population.people.length, of: population.of },
    unknownGroups: population.unknownGroups,
    reach: row.state === 'enabled' ? count('allow') : 0,
    stronger: row.state === 'enabled' ? count('challenge') : 0,
    policies: [...byPolicy.values()].sort((one, other) => other.people - one.people),
    publicPaths: publicPaths.slice(),
    public: access === 'public',
  };
}
