import { policies } from '#contracts/api/policies.ts';
import { previewChanges } from '../../../services/policies/preview/preview-changes.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const policiesPreviewEndpoint = defineEndpoint(policies.preview, ({ call, body }) =>
  previewChanges(call, body),
);
