import { weakeningOperations } from '#contracts/api/proposals.ts';
import { listWeakenings } from '../../../services/second-person/weakenings.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const weakeningsListEndpoint = defineEndpoint(weakeningOperations.list, ({ call, query }) =>
  listWeakenings(call, query),
);
