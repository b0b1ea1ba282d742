import { queryOptions } from '@tanstack/react-query';
import { createClient, fetchTransport } from '#client/browser.ts';
import type { CallAnswer, CallInput, Operation } from '#contracts/api/operation.ts';
import { api } from '#contracts/api/operations.ts';
import { queries } from './queries.ts';

type Call = <O extends Operation>(operation: O, input: CallInput<O>) => Promise<CallAnswer<O>>;

const open = createClient({
  transport: fetchTransport(),
  csrf: () => queries.getQueryData(me.queryKey)?.csrf ?? undefined,
});

/** Uses an operation of the API, on the console's own origin. A write waits until it is known who asks. */
export const call: Call = async (operation, input) => {
  if (operation.method !== 'get') await queries.ensureQueryData(me);
  return open.call(operation, input as never);
};

/** What a page reads: one operation and its input, kept under both. */
export function reading<O extends Operation>(operation: O, input: CallInput<O>) {
  return queryOptions<CallAnswer<O>, Error, CallAnswer<O>, readonly [string, CallInput<O>]>({
    queryKey: [operation.id, input],
    queryFn: () => call(operation, input),
  });
}

/** Who uses the console; brings the token that every write must carry. */
export const me = reading(api.installation.me, {});
