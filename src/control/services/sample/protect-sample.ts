import type { Sample } from '#contracts/api/sample.ts';
import { allPolicies } from '#decision/index.ts';
import type { Call } from '../call.ts';
import { createApp } from '../apps/create-app.ts';
import { updateApp } from '../apps/update-app.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { createPolicy } from '../policies/create-policy.ts';
import { getSample } from './get-sample.ts';
import { beingMade, portOf, sampleSetting, storedSample } from './stored-sample.ts';

const name = 'hello';
const policyName = 'administrators-open-hello';

const policyText = `permit (
  principal is Person,
  action == Action::"open",
  resource == App::"${name}"
)
when { principal.roles.contains("owner") || principal.roles.contains("admin") };
`;

/**
 * Starts the sample app, puts it behind Sallyport as an app like any other, and writes the policy that lets
 * administrators open it. Whatever of that is there already stays.
 * @throws Fault `conflict` when nobody can start it, or when its name is taken
 */
export async function protectSample(call: Call): Promise<Sample> {
  // All of it before any of it: half of the sample would be an app that nobody may open.
  await permit(call, 'read');
  await permit(call, 'write');
  await permit(call, 'publish', allPolicies);
  if (!call.sample.available) throw conflict('Only `sallyport serve` can start the sample app.');
  const stored = await storedSample(call.store);
  const url = await call.sample.start(stored === undefined ? undefined : portOf(stored));
  if (url === undefined) throw conflict('The sample app did not start. The log says why.');
  if (stored === undefined) await create(call, url);
  else if (portOf(stored) !== Number(new URL(url).port))
    await updateApp(call, { app: stored.id, version: stored.version }, { upstream: { url } });
  if ((await call.store.policies.findByName(policyName)) === undefined) await letIn(call);
  return getSample(call);
}

/**
 * Makes the app, or takes the one that an earlier try made and did not come to note. Only what was begun here is
 * taken: an app that somebody else called so stays theirs, and its name a conflict.
 */
async function create(call: Call, url: string): Promise<void> {
  const { apps, settings } = call.store;
  const left = await apps.findByName(name);
  if (left !== undefined && (await settings.find(sampleSetting))?.value === beingMade) {
    await updateApp(call, { app: left.id, version: left.version }, { upstream: { url } });
    return settings.put(sampleSetting, left.id);
  }
  if (left === undefined) await settings.put(sampleSetting, beingMade);
  const body = { name, title: 'Sample app', sensitivity: 'low' as const, upstream: { url } };
  const app = await createApp(call, body).catch(async (error: unknown) => {
    await settings.put(sampleSetting, null);
    throw error;
  });
  await settings.put(sampleSetting, app.id);
}

async function letIn(call: Call): Promise<void> {
  await createPolicy(call, {
    name: policyName,
    title: 'Administrators open the sample app',
    text: policyText,
    mode: 'enforce',
    enabled: true,
    message: 'First steps: the sample app',
  });
}
