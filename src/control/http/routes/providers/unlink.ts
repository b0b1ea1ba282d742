import { providers } from '#contracts/api/providers.ts';
import { unlinkPerson } from '../../../services/providers/write-provider.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const providersUnlinkEndpoint = defineEndpoint(providers.unlink, async ({ call, params }) => {
  await unlinkPerson(call, params);
  return undefined;
});
