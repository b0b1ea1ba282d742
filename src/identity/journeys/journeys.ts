import type { JourneyRecords } from '../records.ts';
import { type Seal, openText, sealText } from '../seal.ts';
import { hashSecret, isSecret, newSecret } from '../secret.ts';

/** How long a way of several pages may take, milliseconds. */
export const journeyLifetimeMs = {
  'sign-in': 10 * 60_000,
  enrolment: 60 * 60_000,
  entry: 10 * 60_000,
  provider: 10 * 60_000,
  'second-factor': 60 * 60_000,
} as const;

export type JourneyKind = keyof typeof journeyLifetimeMs;

/** A journey as it was read. */
export interface OpenJourney<Content> {
  readonly hash: string;
  readonly version: number;
  readonly content: Content;
}

/**
 * Keeps what was proved or typed on the way through several pages. The browser holds a random secret only;
 * content lies in the store, sealed, under the secret's hash.
 */
export interface Journeys<Content> {
  /** Begins a journey and answers with its secret. */
  begin(content: Content): Promise<string>;
  open(secret: string | undefined): Promise<OpenJourney<Content> | undefined>;
  /** False when another page changed it meanwhile, or it is over. */
  change(journey: OpenJourney<Content>, content: Content): Promise<boolean>;
  /** False when it was tried too often, or is over. */
  countTry(journey: OpenJourney<Content>): Promise<boolean>;
  /** Ends it. True for one caller only. */
  end(journey: OpenJourney<Content>): Promise<boolean>;
}

const mostTries = 5;

/** The place that what a journey keeps is sealed to. */
export function journeyPlace(kind: string, hash: string): string {
  return `journey:${kind}:${hash}`;
}

/** Makes the journeys of one kind; `read` checks what was stored and throws when it is something else. */
export function createJourneys<Content>(deps: {
  readonly kind: JourneyKind;
  readonly records: JourneyRecords;
  readonly seal: Seal;
  readonly read: (stored: unknown) => Content;
}): Journeys<Content> {
  const { kind, records, seal } = deps;
  const place = (hash: string): string => journeyPlace(kind, hash);
  const close = (hash: string, content: Content): Promise<Uint8Array> =>
    sealText(seal, JSON.stringify(content), place(hash));
  return {
    async begin(content) {
      const secret = newSecret();
      const hash = hashSecret(secret);
      const sealed = await close(hash, content);
      await records.put({ hash, kind, sealed, lifetimeMs: journeyLifetimeMs[kind] });
      return secret;
    },
    async open(secret) {
      if (secret === undefined || !isSecret(secret)) return undefined;
      const hash = hashSecret(secret);
      const stored = await records.get(hash, kind);
      if (stored === undefined) return undefined;
      const text = await openText(seal, stored.sealed, place(hash));
      return { hash, version: stored.version, content: deps.read(JSON.parse(text)) };
    },
    async change(journey, content) {
      const sealed = await close(journey.hash, content);
      return records.replace({ hash: journey.hash, version: journey.version, sealed });
    },
    countTry: (journey) => records.countTry(journey.hash, mostTries),
    end: (journey) => records.remove(journey.hash),
  };
}
