import { policies } from '#contracts/api/policies.ts';
import { cancelPreview } from '../../../services/policies/preview/preview-changes.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesCancelPreviewEndpoint = defineEndpoint(
  policies.cancelPreview,
  async ({ call, params }) => {
    await cancelPreview(call, params.preview);
    return undefined;
  },
);
