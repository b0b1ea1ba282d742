import { keys } from '#contracts/api/keys.ts';
import { rotateKey } from '../../../services/keys/rotate-key.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const keysRotateEndpoint = defineEndpoint(keys.rotate, ({ call, body }) => rotateKey(call, body));
