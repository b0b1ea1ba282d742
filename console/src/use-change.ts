import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CallAnswer, CallInput, Operation } from '#contracts/api/operation.ts';
import { ApiError } from '#client/browser.ts';
import { call } from './api.ts';
import { refresh } from './refresh.ts';

/** Changes something by one operation; whatever lists of the same noun are shown are read again. */
export function useChange<O extends Operation>(operation: O, onDone?: (answer: CallAnswer<O>) => void) {
  const queries = useQueryClient();
  const noun = operation.id.split('.')[0];
  return useMutation<CallAnswer<O>, Error, CallInput<O>>({
    mutationFn: (input: CallInput<O>) => call(operation, input),
    onSuccess: async (answer) => {
      await queries.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).split('.')[0] === noun,
      });
      onDone?.(answer);
    },
    // Offered and refused: what is allowed has changed since.
    onError: (error) => {
      if (error instanceof ApiError && error.problem.code === 'not-permitted') refresh('me');
    },
  });
}
