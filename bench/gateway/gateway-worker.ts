import { readFileSync } from 'node:fs';
import { systemClock } from '../../src/base/clock.ts';
import type { GatewayConfig } from '../../src/contracts/protocol/app-config.ts';
import type { FromGateway } from '../../src/contracts/protocol/from-gateway.ts';
import { createAccess, createAccessLog, createGatewayListener } from '../../src/gateway/index.ts';
import type { ControlLink, ControlLinkHandler } from '../../src/link/index.ts';
import { createMetrics } from '../../src/observe/index.ts';

// A whole gateway but for the process that decides: the stream's other end is played here, in one tick.
interface WorkerInput {
  readonly config: GatewayConfig;
  readonly port: number;
  readonly records: string;
}

const input = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as WorkerInput;

function playControl(): ControlLink {
  let handler: ControlLinkHandler | undefined;
  const epoch = 'bench';
  const fresh = (): void => {
    handler?.fresh({
      asked: { wall: Date.now(), monotonic: performance.now() },
      applied: 1,
      dbAge: 0,
    });
  };
  const answer = (message: FromGateway): void => {
    if (message.kind !== 'ask') return;
    const { id } = message;
    handler?.message({
      kind: 'granted',
      id,
      asOf: 1,
      epoch,
      grant: {
        id: `grt_${message.input.token.slice(0, 12)}`,
        session: `ses_${message.input.token.slice(0, 12)}`,
        person: 'per_bench',
        name: 'Bench',
        subjects: [],
        ttlMs: 60_000,
        scope: 'any',
        signed: '',
        assertion: 'a'.repeat(420),
      },
    });
  };
  return {
    send(message) {
      queueMicrotask(() => answer(message));
      return true;
    },
    queued: () => 0,
    start(given) {
      handler = given;
      setImmediate(() => {
        handler?.opened({
          kind: 'welcome',
          version: 1,
          gateway: 'gwy_bench',
          epoch,
          applied: 1,
          config: input.config,
        });
        fresh();
        setInterval(fresh, 1000);
        process.send?.('ready');
      });
    },
    stop() {},
  };
}

const metrics = createMetrics({ part: 'bench' });
const access = createAccess({ clock: systemClock, link: playControl() });
const log = createAccessLog({
  folder: input.records,
  clock: systemClock,
  maxFileBytes: 64 * 1024 * 1024,
  keepFiles: 2,
  maxWaitingBytes: 16 * 1024 * 1024,
  flushMs: 250,
  failed: (error) => console.error(error),
});
const listener = createGatewayListener({
  access,
  clock: systemClock,
  metrics,
  record: (record) => log.write(record),
  report: (fault) => console.error(fault),
  control: () => undefined,
});
await listener.listen({ host: '127.0.0.1', port: input.port });
access.start();
process.on('message', (message) => {
  if (message === 'dropped') process.send?.({ dropped: log.dropped });
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
