/**
 * What a change is about and what a grant rests on: the identifier of a person, group, session, app, device
 * (`per_…`, `grp_…`, `ses_…`, `app_…`, `dev_…`), of a service account or one of its keys (`sva_…`, `svk_…`), a host's token (`token:` and the hash in hex), the policies of
 * one app (`policy:app_…`) or `everything`. A change touches a grant when they share a subject. A revocation may also
 * name a gateway (`gwy_…`), which ends everything there, and a single connection (`con_…`), which ends that one and
 * leaves its grant.
 */
export type Subject = string;

/** The subject that every grant rests on. */
export const everything: Subject = 'everything';

/** The subject of the policies that can decide about one app. */
export function policiesOf(app: string): Subject {
  return `policy:${app}`;
}

/** The subject of one host's token. */
export function tokenSubject(hash: string): Subject {
  return `token:${hash}`;
}
