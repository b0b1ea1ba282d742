import { z } from 'zod';
import { type RunningPart, runAsChild, wish } from '../supervisor/child-side.ts';
import type { ControlWork, GatewayWork, GatewayWorkerWork } from './work.ts';

// The work comes from our own supervisor, over a channel that nobody else holds.
const controlWork = z.custom<ControlWork>((work) => typeof work === 'object' && work !== null);
const gatewayWork = z.custom<GatewayWork>((work) => typeof work === 'object' && work !== null);
const gatewayWorkerWork = z.custom<GatewayWorkerWork>((work) => typeof work === 'object' && work !== null);

/** The parts by name. Each loads its own code only: a gateway carries nothing of control. */
const parts: ReadonlyMap<string, (work: unknown) => Promise<RunningPart>> = new Map([
  [
    'control',
    async (work) => (await import('./control/run-control.ts')).runControl(controlWork.parse(work), { wish }),
  ],
  ['gateway', async (work) => (await import('./gateway.ts')).runGateway(gatewayWork.parse(work))],
  [
    'gateway-worker',
    async (work) => (await import('./gateway-worker.ts')).runGatewayWorker(gatewayWorkerWork.parse(work)),
  ],
]);

/** Runs the part that the supervisor asked for. */
export async function runChild(name: string): Promise<void> {
  const run = parts.get(name);
  // Without a supervisor at the other end there is nobody to say what to do, nor when to stop.
  if (process.send === undefined || run === undefined) return process.exit(2);
  process.title = `sallyport ${name}`;
  await runAsChild(run);
}
