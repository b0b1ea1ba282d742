import { connections } from '#contracts/api/connections.ts';
import { listConnections } from '../../../services/connections/list-connections.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const connectionsListEndpoint = defineEndpoint(connections.list, ({ call, query }) =>
  listConnections(call, query),
);
