import { keys } from '#contracts/api/keys.ts';
import { listKeys } from '../../../services/keys/list-keys.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const keysListEndpoint = defineEndpoint(keys.list, async ({ call }) => ({
  items: await listKeys(call),
}));
