import { type CheckpointFileOptions, createCheckpointFileSink } from './checkpoint-file-sink.ts';
import { createFileSink, type FileSinkOptions } from './file-sink.ts';
import type { AuditSink } from './sink.ts';

/** How each kind of sink is set up. */
export interface SinkSettings {
  readonly file: FileSinkOptions;
  readonly checkpoints: CheckpointFileOptions;
}

/** Every kind of sink by its name in the configuration; another one is one file and one line here. */
export const sinks: { readonly [Kind in keyof SinkSettings]: (settings: SinkSettings[Kind]) => AuditSink } = {
  file: createFileSink,
  checkpoints: createCheckpointFileSink,
};
