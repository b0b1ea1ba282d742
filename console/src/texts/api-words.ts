import { said } from './said.ts';

/** Words that the API sends and pages show through `t(word)`; a page that shows a new kind adds its words here. */
export const apiWords: readonly string[] = [
  // state of people, apps and policies
  said('enabled'),
  said('disabled'),
  said('invited'),
  said('enforce'),
  said('observe'),
  // state of keys
  said('live'),
  said('expired'),
  said('revoked'),
  // answers and effects
  said('allow'),
  said('deny'),
  said('challenge'),
  said('permit'),
  said('forbid'),
  // health of the parts
  said('ok'),
  said('degraded'),
  said('failing'),
  // kinds of audit records
  said('chain-started'),
  said('installation-claimed'),
  said('person-signed-in'),
  said('person-refused'),
  said('person-stepped-up'),
  said('person-reported'),
  said('session-ended'),
  said('decision-made'),
  said('connections-cut'),
  said('object-created'),
  said('object-changed'),
  said('object-removed'),
  said('policy-published'),
  said('change-proposed'),
  said('proposal-decided'),
  said('link-made'),
  said('link-used'),
  said('key-rotated'),
  said('gateway-joined'),
  said('backup-made'),
  said('backup-restored'),
  said('recovered'),
  said('records-dropped'),
  // who did it, where they have no name
  said('person'),
  said('service-account'),
  said('api-token'),
  said('local'),
  said('gateway'),
  said('system'),
];
