import { policies } from '#contracts/api/policies.ts';
import { getPreview } from '../../../services/policies/preview/preview-changes.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesGetPreviewEndpoint = defineEndpoint(policies.getPreview, ({ call, params }) =>
  getPreview(call, params.preview),
);
