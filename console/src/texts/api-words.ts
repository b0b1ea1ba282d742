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
];
