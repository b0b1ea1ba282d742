import { people } from '#contracts/api/people.ts';
import { removePasskey } from '../../../services/people/remove-passkey.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const peopleRemovePasskeyEndpoint = defineEndpoint(people.removePasskey, async ({ call, params }) => {
  await removePasskey(call, params);
  return undefined;
});
