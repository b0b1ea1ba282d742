export { type AuditLogOptions, type ChainLog, startAuditLog } from './audit-log.ts';
export type { CheckpointSigner, SignedCheckpoint, VerifyCheckpointSignature } from './checkpoint.ts';
export { exportAudit, readHeldCheckpoint } from './export.ts';
export {
  type CheckpointWriter,
  type CheckpointWriterOptions,
  createCheckpointWriter,
} from './write-checkpoint.ts';
export { createSinkFan, type SinkFan, type SinkFanOptions } from './sinks/fan.ts';
export type { FileSinkOptions } from './sinks/file-sink.ts';
export { sinks, type SinkSettings } from './sinks/list.ts';
export type { AuditSink } from './sinks/sink.ts';
export type { AuditProblem, ProblemKind } from './verify/problems.ts';
export {
  type AuditVerification,
  type HeldCheckpoint,
  verifyAudit,
  type VerifyAuditOptions,
} from './verify/verify-audit.ts';
