import type { AuthenticationMethod } from '#contracts/access.ts';
import type { CredentialRecords, LocalPerson } from '../records.ts';
import type { Seal } from '../seal.ts';

/** What a person is asked, so that a page can ask it without knowing the method. */
export interface Question {
  readonly title: string;
  readonly explanation: string;
  readonly label: string;
  /** The `autocomplete` attribute of the field. */
  readonly autocomplete: 'one-time-code' | 'off';
  readonly inputMode: 'numeric' | 'text';
  readonly longest: number;
  /** What the link says by which another method leads here. */
  readonly offer: string;
  /** What is said when the answer was wrong. */
  readonly wrong: string;
}

/** A way of proving oneself beside the password. A new one is one file and one line in `secondFactors`. */
export interface SecondFactor {
  /** Its name in addresses. */
  readonly name: string;
  readonly proves: AuthenticationMethod;
  readonly question: Question;
  /** Whether this person has it. */
  has(person: LocalPerson): boolean;
  /** Checks an answer and uses it up: what was right once is wrong ever after. */
  prove(claim: Claim): Promise<boolean>;
}

export interface Claim {
  readonly person: LocalPerson;
  readonly answer: string;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly credentials: CredentialRecords;
  readonly seal: Seal;
}
