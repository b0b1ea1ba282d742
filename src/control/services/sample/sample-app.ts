import type { Sample } from '#contracts/api/sample.ts';

/** The sample app as the use cases see it. */
export interface SampleApp {
  /** Whether somebody is there who can start it. */
  readonly available: boolean;
  /** Starts it, on this port if it can be had; its address, or undefined when it did not start. */
  start(port: number | undefined): Promise<string | undefined>;
  running(): boolean;
  /** Ends it; its app was removed. */
  stop(): void;
  /** The last ends of its clock; none when it does not answer. */
  stops(): Promise<Sample['stops']>;
}
