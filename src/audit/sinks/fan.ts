import { createGroupCommit } from '#base/group-commit.ts';
import type { AuditSink } from './sink.ts';

/** Hands lines to every sink, without making anybody wait for them. */
export interface SinkFan {
  send(lines: readonly string[]): void;
  /** Whether any sink has a use for records; where none has, nobody needs to write them out as lines. */
  readonly keeps: AuditSink['keeps'];
  /** Lines that a sink did not get, by its name, since the start. */
  dropped(): ReadonlyMap<string, number>;
  close(): Promise<void>;
}

export interface SinkFanOptions {
  readonly sinks: readonly AuditSink[];
  readonly failed: (sink: string, error: unknown) => void;
  /** Lines that may wait for one sink; default 50,000. */
  readonly mostWaiting?: number;
}

/**
 * Creates the fan. A sink that is slow or away loses lines, and they are counted: everything is in the database,
 * and no request may wait for a log collector.
 */
export function createSinkFan({ sinks, failed, mostWaiting = 50_000 }: SinkFanOptions): SinkFan {
  const dropped = new Map<string, number>();
  const lanes = sinks.map((sink) => ({
    sink,
    lane: createGroupCommit<string>({
      largest: 1_000,
      mostWaiting,
      overflow: () => new Error('too many lines wait'),
      write: (lines) => sink.write(lines),
    }),
  }));
  return {
    keeps: sinks.some(({ keeps }) => keeps === 'everything') ? 'everything' : 'checkpoints',
    send(lines) {
      for (const { sink, lane } of lanes) {
        for (const line of lines) {
          lane.add(line).catch((error: unknown) => {
            const before = dropped.get(sink.name) ?? 0;
            dropped.set(sink.name, before + 1);
            if (before === 0) failed(sink.name, error);
          });
        }
      }
    },
    dropped: () => dropped,
    async close() {
      for (const { sink, lane } of lanes) {
        await lane.idle();
        await sink.close();
      }
    },
  };
}
