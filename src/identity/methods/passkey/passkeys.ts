import type { PersonId } from '#base/ids.ts';
import { type Result, ok, refused } from '#base/result.ts';
import type { LocalPerson, PersonRecords } from '../../records.ts';
import type { Throttle } from '../../throttle/throttle.ts';
import {
  type CreationOptions,
  creationOptions,
  type RelyingParty,
  type RequestOptions,
  requestOptions,
} from './ceremony.ts';
import type { Challenges, Purpose } from './challenges.ts';
import type { NewPasskey, PasskeyRecords, PasskeyRef, StoredPasskey } from './passkey-records.ts';
import { readAssertion, readRegistration } from './read-response.ts';
import { verifyAssertion } from './verify-assertion.ts';
import { verifyRegistration } from './verify-registration.ts';

/** A ceremony that a page offers: what the browser is asked, and the ticket that comes back with its answer. */
export interface Offer<Options> {
  readonly ticket: string;
  readonly options: Options;
}

/** What a page sends after a ceremony. */
export interface Answer {
  readonly ticket: string;
  /** The browser's answer as JSON text; anybody may have written it. */
  readonly response: string;
}

/** Why a signature signs nobody in. `reason` is for the record, `person` whom it is about if anybody. */
export type ProofRefusal =
  | { readonly kind: 'wrong' | 'copied'; readonly reason: string; readonly person?: LocalPerson | undefined }
  | { readonly kind: 'too-many'; readonly waitMs: number }
  | { readonly kind: 'over' };

/** Asks for passkeys and checks what comes back. */
export interface Passkeys {
  /** Offers a signature: by these passkeys, or by any if there are none. */
  offerProof(purpose: Purpose, allowed: readonly PasskeyRef[]): Promise<Offer<RequestOptions>>;
  /** Checks a signature and uses it up. */
  prove(
    claim: Answer & {
      readonly purpose: Purpose;
      /** Whose it has to be; absent: it says so itself. */
      readonly person?: PersonId | undefined;
      readonly address: string;
    },
  ): Promise<Result<{ readonly person: LocalPerson; readonly passkey: string }, ProofRefusal>>;
  /** Offers to make a passkey. */
  offerMaking(
    purpose: Purpose,
    person: { readonly id: PersonId; readonly name: string; readonly login: string },
  ): Promise<Offer<CreationOptions>>;
  /** Checks a new passkey. Keeps nothing: that is for the caller. */
  made(claim: Answer & { readonly purpose: Purpose }): Promise<Result<NewPasskey, 'over' | 'wrong'>>;
}

export interface PasskeysDeps {
  readonly records: PasskeyRecords;
  readonly people: Pick<PersonRecords, 'byId'>;
  readonly challenges: Challenges;
  readonly throttle: Pick<Throttle, 'passkey'>;
  readonly site: RelyingParty;
  /** What authenticators list the site as. */
  readonly siteName: string;
}

export function createPasskeys(deps: PasskeysDeps): Passkeys {
  const { records, people, challenges, throttle, site, siteName } = deps;
  return {
    async offerProof(purpose, allowed) {
      const { ticket, challenge } = await challenges.issue(purpose);
      return { ticket, options: requestOptions({ site, challenge, allowed }) };
    },

    async prove({ ticket, response: text, purpose, person: expected, address }) {
      const response = readAssertion(text);
      const passkey = response && (await records.byCredential(response.id));
      const person = passkey && (await people.byId(passkey.person));
      const tried = await throttle.passkey({ login: person && (person.email ?? person.name), address });
      if (!tried.ok) return refused({ kind: 'too-many', ...tried.error });
      const challenge = await challenges.redeem(ticket, purpose);
      if (challenge === undefined) return refused({ kind: 'over' });
      if (response === undefined) return refused({ kind: 'wrong', reason: 'wrong-passkey' });
      if (passkey === undefined || person === undefined)
        return refused({ kind: 'wrong', reason: 'unknown-passkey' });
      const wrong = (reason: string) => refused({ kind: 'wrong' as const, reason, person });
      if (expected !== undefined && expected !== person.id) return wrong('passkey-of-another');
      // Nobody was named to the browser, so the authenticator has to (WebAuthn, section 7.2, step 6).
      if (expected === undefined && response.response.userHandle === undefined) return wrong('wrong-passkey');
      const proved = await verifyAssertion({ site, challenge, response, passkey });
      if (proved === undefined) return wrong('wrong-passkey');
      if (person.disabled) return wrong('person-disabled');
      if (!(await records.takeCount({ id: passkey.id, ...proved })))
        return refused({ kind: 'copied', reason: await copied(records, passkey), person });
      await tried.value.succeeded();
      return ok({ person, passkey: passkey.id });
    },

    async offerMaking(purpose, person) {
      const { ticket, challenge } = await challenges.issue(purpose);
      const { passkeys: present } = await records.methods(person.id);
      return { ticket, options: creationOptions({ site, challenge, siteName, person, present }) };
    },

    async made({ ticket, response: text, purpose }) {
      const challenge = await challenges.redeem(ticket, purpose);
      if (challenge === undefined) return refused('over');
      const response = readRegistration(text);
      const made = response && (await verifyRegistration({ site, challenge, response }));
      return made === undefined ? refused('wrong') : ok(made);
    },
  };
}

/**
 * A count that did not rise means that two authenticators hold the key. Whoever comes with the lower one may be
 * the owner: so the passkey opens nothing from here on, for either of the two, until its person removes it.
 */
async function copied(records: PasskeyRecords, passkey: StoredPasskey): Promise<string> {
  if (passkey.copiedAt !== undefined) return 'passkey-was-copied';
  await records.markCopied(passkey.id);
  return 'passkey-counter-went-back';
}
