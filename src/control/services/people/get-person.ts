import type { PersonId } from '#base/ids.ts';
import type { Person } from '#contracts/api/people.ts';
import { Fault } from '#contracts/errors.ts';
import type { Call } from '../call.ts';
import { sightOf } from '../permit.ts';
import { found } from '../write.ts';
import { presentPerson } from './present-person.ts';

/** Reads one person; whoever may not read everybody reads themselves only, and cannot tell who exists. */
export async function getPerson(call: Call, id: PersonId): Promise<Person> {
  const sight = await sightOf(call);
  if (sight.kind === 'own' && sight.person !== id) throw new Fault('not-found', 'not their own');
  return presentPerson(call.store, found(await call.store.people.find(id)));
}
