import type { Person } from '#contracts/api/people.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { presentPeople } from './present-person.ts';

/** Lists people, newest first. */
export async function listPeople(
  call: Call,
  request: PageRequest & { readonly search?: string | undefined },
): Promise<Page<Person>> {
  await permit(call, 'read');
  const page = await call.store.people.list(request);
  return { ...page, items: await presentPeople(call.store, page.items) };
}
