import type { Clock } from '#base/clock.ts';
import type { PersonId } from '#base/ids.ts';
import { authenticationMethods } from '#contracts/access.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { EnrolmentProgress } from '../enrolment.ts';
import { createJourneys, type Journeys } from '../journeys/journeys.ts';
import type { EnrolmentRecords, JourneyRecords, PersonRecords, ThrottleRecords } from '../records.ts';
import type { Seal } from '../seal.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { type BackChannelLogout, createBackChannelLogout } from './back-channel-logout.ts';
import { createFederation, type Federation } from './federation.ts';
import type { Outbound } from './outbound.ts';
import { createProviderClients } from './provider-client.ts';
import { readTrip } from './read-trip.ts';
import type { ProviderRecords } from './records.ts';
import { createProviderRefresh, type ProviderRefresh } from './refresh-sessions.ts';
import { createSecondFactorSetup, readSetup, type SecondFactorSetup } from './second-factor-setup.ts';
import { createTryProvider, type TryProvider } from './try-provider.ts';

/** Everything about other providers that vouch for people. */
export interface Providers {
  readonly federation: Federation;
  readonly refresh: ProviderRefresh;
  readonly backChannelLogout: BackChannelLogout;
  readonly secondFactor: SecondFactorSetup;
  readonly try: TryProvider;
  /** Who is invited by the enrolment whose secret this is, with its hash. */
  invited(
    journey: string | undefined,
  ): Promise<{ readonly person: PersonId; readonly enrolment: string } | undefined>;
}

/** Puts it together; every request to a provider goes through `outbound`. */
export function createProviders(deps: {
  readonly records: ProviderRecords;
  readonly outbound: Outbound;
  readonly journeys: JourneyRecords;
  readonly throttles: ThrottleRecords;
  readonly people: PersonRecords;
  readonly enrolment: EnrolmentRecords;
  readonly enrolments: Journeys<EnrolmentProgress>;
  readonly sessions: Sessions;
  readonly seal: Seal;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** The name under which authenticator apps list us. */
  readonly issuer: string;
  /** The origin of the sign-in host. */
  readonly origin: string;
  readonly failed: (error: unknown, about: { readonly provider: string }) => void;
}): Providers {
  const clients = createProviderClients(deps);
  const kept = { records: deps.journeys, seal: deps.seal };
  const trips = createJourneys({ ...kept, kind: 'provider', read: readTrip });
  const setups = createJourneys({ ...kept, kind: 'second-factor', read: readSetup(authenticationMethods) });
  const refresh = createProviderRefresh({ ...deps, clients });
  return {
    federation: createFederation({ ...deps, journeys: trips, clients }),
    refresh,
    backChannelLogout: createBackChannelLogout({ ...deps, clients }),
    secondFactor: createSecondFactorSetup({ ...deps, journeys: setups, refresh }),
    try: createTryProvider({ ...deps, clients }),
    async invited(journey) {
      const open = await deps.enrolments.open(journey);
      const person = open?.content.kind === 'invitation' ? open.content.person : undefined;
      return open === undefined || person === undefined ? undefined : { person, enrolment: open.hash };
    },
  };
}
