import { apps } from '#contracts/api/apps.ts';
import { probeAppUpstream } from '../../../services/apps/probe-app-upstream.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const appsProbeEndpoint = defineEndpoint(apps.probe, ({ call, body }) => probeAppUpstream(call, body));
