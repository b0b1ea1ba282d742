import { connections } from '#contracts/api/connections.ts';
import { cutConnection } from '../../../services/connections/cut-connection.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const connectionsCutEndpoint = defineEndpoint(connections.cut, ({ call, params }) =>
  cutConnection(call, params.connection),
);
