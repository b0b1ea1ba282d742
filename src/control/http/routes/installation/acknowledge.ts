import { installation } from '#contracts/api/installation.ts';
import { acknowledge } from '../../../services/installation/attention.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const installationAcknowledgeEndpoint = defineEndpoint(
  installation.acknowledge,
  async ({ call, body }) => {
    await acknowledge(call, body.until);
    return undefined;
  },
);
