import { installation } from '#contracts/api/installation.ts';
import { attention } from '../../../services/installation/attention.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const installationAttentionEndpoint = defineEndpoint(installation.attention, ({ call }) =>
  attention(call),
);
