import { expect, it } from 'vitest';
import { refuseTransactionPooler, type ProbedConnection } from './pooler.ts';

/** A pooler that hands a free server process to whoever asks, for one transaction. */
function pooled(processes: number[]): ProbedConnection {
  let held: number | undefined;
  return {
    async backendPid() {
      if (held !== undefined) return held;
      const pid = processes.pop() ?? Math.max(0, ...processes) + 100;
      processes.push(pid);
      return pid;
    },
    begin: async () => void (held = processes.pop()),
    async rollback() {
      if (held !== undefined) processes.push(held);
      held = undefined;
    },
  };
}

const direct = (pid: number): ProbedConnection => ({
  backendPid: async () => pid,
  begin: async () => {},
  rollback: async () => {},
});

it('refuses a pooler that gives out connections by the transaction', async () => {
  const processes = [1, 2];
  const refusal = refuseTransactionPooler(pooled(processes), pooled(processes));
  await expect(refusal).rejects.toMatchObject({ code: 'database-unsuitable' });
  expect(processes.length).toBe(2);
});

it('accepts connections that keep their server process', async () => {
  await expect(refuseTransactionPooler(direct(1), direct(2))).resolves.toBeUndefined();
});
