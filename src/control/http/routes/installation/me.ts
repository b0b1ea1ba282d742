import { installation } from '#contracts/api/installation.ts';
import { me } from '../../../services/installation/me.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const installationMeEndpoint = defineEndpoint(installation.me, ({ call, csrf }) => me(call, csrf));
