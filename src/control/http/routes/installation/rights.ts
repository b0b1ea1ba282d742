import { rights } from '#contracts/api/rights.ts';
import { rightsOf } from '../../../services/installation/rights.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const meRightsEndpoint = defineEndpoint(rights.list, ({ call, query }) => rightsOf(call, query.of));
