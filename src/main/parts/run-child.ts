import { z } from 'zod';
import { runAsChild } from '../supervisor/child-side.ts';
import { runControl } from './control.ts';
import { runGateway } from './gateway.ts';
import type { ControlWork, GatewayWork } from './work.ts';

// The work comes from our own supervisor, over a channel that nobody else holds.
const controlWork = z.custom<ControlWork>((work) => typeof work === 'object' && work !== null);
const gatewayWork = z.custom<GatewayWork>((work) => typeof work === 'object' && work !== null);

/** Runs the part that the supervisor asked for. */
export async function runChild(name: string): Promise<void> {
  // Without a supervisor at the other end there is nobody to say what to do, nor when to stop.
  if (process.send === undefined) process.exit(2);
  process.title = `sallyport ${name}`;
  await runAsChild((work) =>
    name === 'control' ? runControl(controlWork.parse(work)) : runGateway(gatewayWork.parse(work)),
  );
}
