export { createReadingDecider, type ReadingDecider } from './access/reading-decider.ts';
export { createUpstreamProbe, type ProbeOptions } from './apps/probe-upstream.ts';
export { type AuthorizeOptions, createAuthorize, createAuthorizeEach } from './authorize.ts';
export type {
  AuditReading,
  Call,
  KeyRotation,
  LinkMaking,
  Place,
  ServiceContext,
  UpstreamToProbe,
} from './call.ts';
export { hashJoinToken } from './gateways/make-join-token.ts';
export { ensureSystemApps } from './installation/ensure-system-apps.ts';
export { recordRestore } from './installation/record-restore.ts';
export { makeSetupLink } from './installation/make-setup-link.ts';
export { writeBuiltInPolicies } from './installation/write-built-in-policies.ts';
export { proposalPlace } from './second-person/propose.ts';
export type { SampleApp } from './sample/sample-app.ts';
export { portOf as samplePortOf, storedSample } from './sample/stored-sample.ts';
