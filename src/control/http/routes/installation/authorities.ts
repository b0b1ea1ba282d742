import { installation } from '#contracts/api/installation.ts';
import { readAuthorities } from '../../../services/installation/read-authorities.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const installationAuthoritiesEndpoint = defineEndpoint(installation.authorities, ({ call }) =>
  readAuthorities(call),
);
