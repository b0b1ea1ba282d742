import { groups } from '#contracts/api/groups.ts';
import { listPrograms } from '../../../services/groups/list-programs.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const groupsProgramsEndpoint = defineEndpoint(groups.programs, ({ call, params, query }) =>
  listPrograms(call, params.group, query),
);
