import { expect, it } from 'vitest';
import { createStopOrder } from './in-order.ts';
import type { Urgency } from './keep-running.ts';

function slowPart(name: string, said: string[]) {
  let gone: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => void (gone = resolve));
  return {
    gone: () => gone(),
    stop: async (urgency: Urgency) => {
      said.push(`${name} ${urgency}`);
      if (urgency === 'now') gone();
      await ended;
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('ends the last one first and waits for it', async () => {
  const said: string[] = [];
  const order = createStopOrder();
  const [database, control, gateway] = ['database', 'control', 'gateway'].map((name) => slowPart(name, said));
  for (const part of [database!, control!, gateway!]) order.add(part);
  const stopped = order.stop('in-order');
  await settled();
  expect(said).toEqual(['gateway in-order']);
  gateway!.gone();
  await settled();
  expect(said).toEqual(['gateway in-order', 'control in-order']);
  control!.gone();
  database!.gone();
  await stopped;
  expect(said.at(-1)).toBe('database in-order');
});

it('ends all at once when asked a second time', async () => {
  const said: string[] = [];
  const order = createStopOrder();
  for (const name of ['database', 'control', 'gateway']) order.add(slowPart(name, said));
  const stopped = order.stop('in-order');
  await settled();
  await order.stop('now');
  await stopped;
  expect(said).toEqual(['gateway in-order', 'gateway now', 'control now', 'database now']);
});
