/** What the flood is told to do. */
export type ToFlood =
  | {
      readonly kind: 'connect';
      /** Connections, spread over as many addresses as `each` allows. */
      readonly connections: number;
      readonly each: number;
      readonly port: number;
      readonly publicPort: number;
      readonly host: string;
    }
  /** Everybody signs in at once, and again a second after each answer, until so long has passed. */
  | { readonly kind: 'fire'; readonly forMs: number };

/** What became of it. */
export interface Answers {
  /** How many answers had this status. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** Refusals for a time that do not say when to come back. */
  readonly impolite: number;
  /** Connections that ended without an answer. */
  readonly broken: number;
  /** The most that waited for an answer at one moment. */
  readonly atOnce: number;
  /** The processor time that the flood itself took from all the others, milliseconds. */
  readonly cpuMs: number;
}

/** What it answers. */
export type FromFlood =
  | { readonly kind: 'connected'; readonly open: number }
  | { readonly kind: 'over'; readonly answers: Answers };
