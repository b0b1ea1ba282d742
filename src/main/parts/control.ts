import { dropPrivileges } from '../drop-privileges.ts';
import type { RunningPart } from '../supervisor/child-side.ts';
import type { ControlWork } from './work.ts';

/** Runs the control plane in this process. */
export async function runControl(work: ControlWork): Promise<RunningPart> {
  if (work.uid !== undefined) dropPrivileges({ uid: work.uid });
  return { facts: {}, stop: async () => undefined, answer: async () => '' };
}
