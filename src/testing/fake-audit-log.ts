import type { AuditEvent, AuditLog } from '#contracts/events.ts';

/** An audit log in memory. */
export interface FakeAuditLog extends AuditLog {
  readonly events: AuditEvent[];
  /** From now on appending waits until it is let go. */
  holdBack(): { letGo(): void };
  /** From now on appending fails with this; `undefined` ends it. */
  fail(error: Error | undefined): void;
}

/** Creates an empty log. */
export function createFakeAuditLog(): FakeAuditLog {
  const events: AuditEvent[] = [];
  let gate: Promise<void> = Promise.resolve();
  let failure: Error | undefined;
  return {
    events,
    async append(event) {
      await gate;
      if (failure !== undefined) throw failure;
      events.push(event);
      return { chain: 'fake', seq: events.length };
    },
    holdBack() {
      let letGo = (): void => {};
      gate = new Promise((resolve) => {
        letGo = resolve;
      });
      return { letGo: () => letGo() };
    },
    fail(error) {
      failure = error;
    },
  };
}
