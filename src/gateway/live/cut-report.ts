import type { FromGateway } from '#contracts/protocol/from-gateway.ts';

type CutsMessage = Extract<FromGateway, { kind: 'cuts' }>;
type CutRow = CutsMessage['cuts'][number];

export interface CutNote extends CutRow {
  /** A reason's code. */
  readonly cause: string;
  /** The change that caused it, where one did. */
  readonly change: number | undefined;
}

/** Tells control what was cut, so that it stands on record; keeps it while no stream stands. */
export interface CutReport {
  note(note: CutNote): void;
  /** Sends what was noted, one message per cause. */
  flush(): void;
  /** Notes that were lost because control was away for too long. */
  dropped(): number;
}

/** Notes kept for a control that is away, and rows in one message. */
const kept = 100_000;
const rows = 2_000;

/** Makes an empty report. */
export function createCutReport(send: (message: CutsMessage) => boolean): CutReport {
  let notes: CutNote[] = [];
  let dropped = 0;
  return {
    note(note) {
      if (notes.length < kept) notes.push(note);
      else dropped += 1;
    },
    flush() {
      while (notes.length > 0) {
        const [first] = notes;
        if (first === undefined) return;
        const { cause, change } = first;
        const same = notes.filter((note) => note.cause === cause && note.change === change).slice(0, rows);
        const sent = send({
          kind: 'cuts',
          cause,
          ...(change === undefined ? {} : { change }),
          cuts: same.map(({ grant, session, person, app, connections }) => {
            return { grant, session, person, app, connections };
          }),
        });
        if (!sent) return;
        const gone = new Set(same);
        notes = notes.filter((note) => !gone.has(note));
      }
    },
    dropped: () => dropped,
  };
}
