/** One step of the schema. Steps only go forward; a way back is restoring a backup. */
export interface Migration {
  /** 1, 2, 3 … without holes; a number that shipped never changes its meaning. */
  readonly number: number;
  readonly name: string;
  /** Statements that run in the one transaction of all pending steps. */
  readonly sql: string;
}
