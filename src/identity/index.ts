export { createIdentity, type Identity, type IdentityRecords } from './create-identity.ts';
export type { HostCodes } from './codes/host-codes.ts';
export type {
  DetailFault,
  DetailFaults,
  DetailField,
  Enrolled,
  Enrolment,
  EnrolmentDetails,
  EnrolmentState,
} from './enrolment.ts';
export type { Entries } from './entries.ts';
export { journeyPlace } from './journeys/journeys.ts';
export { type Links, linkAddress, type MadeLink } from './links/links.ts';
export type { CreationOptions, RequestOptions } from './methods/passkey/ceremony.ts';
export { keepsAWayIn } from './methods/passkey/keeps-a-way-in.ts';
export {
  type ChangeRefusal,
  longestPasskeyName,
  mostPasskeys,
  needToChangeMethods,
  type OwnMethods,
} from './methods/passkey/own-methods.ts';
export type {
  MethodSummary,
  NewPasskey,
  PasskeyRecords,
  StoredPasskey,
} from './methods/passkey/passkey-records.ts';
export type { Offer } from './methods/passkey/passkeys.ts';
export type { NewPasswordRefusal, OwnPassword } from './methods/password/own-password.ts';
export { createHashingThreads, type Hashing } from './methods/password/hashing-threads.ts';
export { passwordMark } from './methods/password/password-mark.ts';
export { type PasswordFault, shortestPassword } from './methods/password/password-rules.ts';
export { longestPassword } from './methods/password/passwords.ts';
export type { PasswordCost } from './methods/password/passwords.ts';
export type { BackChannelLogout } from './providers/back-channel-logout.ts';
export type { Providers } from './providers/create-providers.ts';
export type {
  Federation,
  ProviderArrival,
  ProviderPurpose,
  ProviderRefusal,
} from './providers/federation.ts';
export { tagOf } from './providers/federation.ts';
export { createOutbound, type Outbound } from './providers/outbound.ts';
export {
  type Provider,
  providerAddresses,
  providerPlace,
  providerSessionPlace,
} from './providers/provider.ts';
export { wordsFor } from './providers/provider-error.ts';
export type { LinkedIdentity, ProviderRecords } from './providers/records.ts';
export { createStoreProviderRecords, providerOf } from './providers/store-provider-records.ts';
export type { SecondFactorSetup, VouchedStart } from './providers/second-factor-setup.ts';
export type { TryProvider } from './providers/try-provider.ts';
export { recoveryCodeCount } from './methods/recovery-codes/recovery-codes.ts';
export type { Question, SecondFactor } from './methods/second-factor.ts';
export { longestLogin } from './normalise-login.ts';
export type {
  CodeRecords,
  CredentialRecords,
  EnrolmentRecords,
  JourneyRecords,
  LinkKind,
  LinkRecords,
  LocalPerson,
  NewCredentials,
  Pace,
  PersonRecords,
  RestsOn,
  SealedSecret,
  SessionRecords,
  SessionSummary,
  SignInSession,
  ThrottleRecords,
} from './records.ts';
export type { ReportRecords, ReportRefusal } from './reports/report-records.ts';
export type { Reported, Reports } from './reports/reports.ts';
export { createStoreReportRecords } from './reports/store-report-records.ts';
export type { Seal } from './seal.ts';
export { hashSecret } from './secret.ts';
export type { Sessions } from './sessions/sessions.ts';
export type { From, SignIn, SignInQuestion, SignInRefusal, SignInStep } from './sign-in.ts';
export { pauseAfter } from './throttle/pause-after.ts';
export { createStoreRecords, localIssuer, type OnClaim, type SessionLimits } from './store-records.ts';
