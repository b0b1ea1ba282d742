import type { Tag } from '#contracts/api/tags.ts';
import type { Repositories } from '#store/index.ts';
import { entitiesIn } from '../policies/entity-names.ts';
import { found } from '../write.ts';

/** Shows every tag; there are few. */
export async function presentTags(store: Pick<Repositories, 'tags' | 'policies'>): Promise<Tag[]> {
  const [rows, policies] = await Promise.all([store.tags.all(), store.policies.all()]);
  const speaking = new Map<string, Set<string>>();
  for (const { name: policy, text } of policies) {
    for (const { type, name } of entitiesIn(text)) {
      if (type === 'Tag') speaking.set(name, (speaking.get(name) ?? new Set()).add(policy));
    }
  }
  return rows.map(({ name, description, parents, apps, version }) => {
    const named = [...(speaking.get(name) ?? [])].toSorted();
    return { name, description, parents: [...parents], apps, policies: named, version };
  });
}

/** Shows one tag. @throws Fault `not-found` */
export async function presentTag(store: Pick<Repositories, 'tags' | 'policies'>, name: string): Promise<Tag> {
  return found((await presentTags(store)).find((tag) => tag.name === name));
}
