import { access } from '#contracts/api/access.ts';
import { accessMap } from '../../../services/access/access-map.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const accessMapEndpoint = defineEndpoint(access.map, ({ call }) => accessMap(call));
