import { installation } from '#contracts/api/installation.ts';
import { makeSetupLink } from '../../../services/installation/make-setup-link.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const installationSetupLinkEndpoint = defineEndpoint(installation.setupLink, ({ call }) =>
  makeSetupLink(call),
);
