/**
 * Lets everything run that needs no more than turns of the loop. Counted in turns, not in time, so that a busy
 * machine changes nothing.
 */
export async function turns(count = 20): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
