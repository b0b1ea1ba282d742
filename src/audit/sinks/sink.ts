/** A place beside the database that gets every record, or only checkpoints. */
export interface AuditSink {
  readonly name: string;
  /** What it has a use for. */
  readonly keeps: 'checkpoints' | 'everything';
  /** Takes lines of JSON in order; rejects when they could not be kept. */
  write(lines: readonly string[]): Promise<void>;
  close(): Promise<void>;
}
