import { access } from '#contracts/api/access.ts';
import { publicPaths } from '../../../services/access/public-paths.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const accessPublicPathsEndpoint = defineEndpoint(access.publicPaths, ({ call }) => publicPaths(call));
