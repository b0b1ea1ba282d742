import { newId } from '#base/ids.ts';
import { policyPublished } from '#contracts/changes.ts';
import type { Actor } from '#contracts/events.ts';
import { everything } from '#contracts/subjects.ts';
import { builtInPolicies } from '#policy/index.ts';
import type { NewChange, Repositories } from '#store/index.ts';
import { storedPolicy } from '../policies/publish.ts';

/**
 * Writes the policies that an installation starts with and publishes them: ordinary rows, which owners may edit.
 * To be called inside the transaction that claims the installation; gives the changes that tell of them.
 */
export async function writeBuiltInPolicies(
  tx: Repositories,
  owner: { readonly id: string; readonly name?: string },
): Promise<readonly NewChange[]> {
  const actor: Actor = { kind: 'person', ...owner };
  await tx.policies.lock();
  for (const { title, text } of builtInPolicies) {
    const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    if ((await tx.policies.findByName(name)) !== undefined) continue;
    await tx.policies.insert({ id: newId('policy'), name, title, text, mode: 'enforce' });
  }
  const rows = await tx.policies.all();
  const snapshot = rows.filter((row) => row.enabled).map(storedPolicy);
  await tx.policies.publish({ snapshot, author: actor, message: 'the first policies' });
  return [{ kind: 'recheck', subjects: [everything], cause: policyPublished, actor }];
}
