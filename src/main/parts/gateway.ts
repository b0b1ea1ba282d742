import cluster from 'node:cluster';
import { systemClock } from '#base/clock.ts';
import { openLog } from '../open-log.ts';
import type { RunningPart } from '../supervisor/child-side.ts';
import { startChild } from '../supervisor/child-process.ts';
import { createStopOrder } from '../supervisor/in-order.ts';
import { keepRunning } from '../supervisor/keep-running.ts';
import { gatewayEnvironment, gatewayNodeFlags } from './gateway-runtime.ts';
import { runGatewayWorker } from './gateway-worker.ts';
import { giveJoinTokens, wishForJoinToken } from './join-token.ts';
import type { GatewayWork, GatewayWorkerWork } from './work.ts';

/**
 * Runs the gateway of this machine: one process that does all, or several that share the port, looked after by
 * this one.
 */
export async function runGateway(work: GatewayWork): Promise<RunningPart> {
  if (work.workers === 1) return runGatewayWorker(workOf(work, 1));
  const log = openLog('gateway', work.logLevel);
  // The kernel hands connections to whichever worker waits: passing each through this process costs more.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({
    args: ['child', 'gateway-worker'],
    execArgv: [...gatewayNodeFlags],
    serialization: 'json',
    silent: false,
  });
  const order = createStopOrder();
  try {
    for (let number = 1; number <= work.workers; number += 1) {
      let restarts = 0;
      const start = () =>
        startChild({
          name: `gateway worker ${number}`,
          spawn: () => cluster.fork(gatewayEnvironment).process,
          work: { ...workOf(work, number), restarts },
          onWish: giveJoinTokens(work.workers, wishForJoinToken),
        });
      const kept = await keepRunning({
        part: { name: `gateway worker ${number}`, start },
        clock: systemClock,
        onEnd({ name, why, againInMs }) {
          restarts += 1;
          log.error(`${name} ended (${why}); starting it again in ${againInMs / 1000} s`);
        },
        onBack: (name) => log.warn(`${name} is back`),
      });
      order.add(kept);
    }
  } catch (thrown) {
    await order.stop('now');
    throw thrown;
  }
  return { facts: {}, stop: () => order.stop('in-order') };
}

function workOf(work: GatewayWork, number: number): GatewayWorkerWork {
  const { workers: _, ...shared } = work;
  const { metrics } = work;
  // Each worker counts for itself; its figures stand on the next port.
  const own =
    metrics?.kind === 'tcp' && metrics.port > 0 ? { ...metrics, port: metrics.port + number - 1 } : metrics;
  return { ...shared, number, metrics: own };
}
