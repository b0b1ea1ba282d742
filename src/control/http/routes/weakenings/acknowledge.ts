import { weakeningOperations } from '#contracts/api/proposals.ts';
import { acknowledgeWeakening } from '../../../services/second-person/weakenings.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const weakeningsAcknowledgeEndpoint = defineEndpoint(
  weakeningOperations.acknowledge,
  ({ call, params }) => acknowledgeWeakening(call, params.weakening),
);
