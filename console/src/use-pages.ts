import { useInfiniteQuery } from '@tanstack/react-query';
import type { CallAnswer, CallInput, Operation } from '#contracts/api/operation.ts';
import { call } from './api.ts';
import { useStreaming } from './stream/stream.ts';

interface Page {
  readonly items: readonly unknown[];
  readonly next?: string | undefined;
}

type Item<O extends Operation> =
  CallAnswer<O> extends { readonly items: readonly (infer Row)[] } ? Row : never;

interface Options {
  /** Read again this often while no events come that tell when to, in milliseconds. */
  readonly everyMs?: number;
  /** What stands in the path. */
  readonly params?: object;
}

/** Reads a listing page after page. */
export function usePages<O extends Operation>(operation: O, query: object = {}, options: Options = {}) {
  const streaming = useStreaming();
  const read = useInfiniteQuery({
    queryKey: [operation.id, query, options.params],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }): Promise<Page> => {
      const { params } = options;
      const input = {
        query: pageParam === undefined ? query : { ...query, cursor: pageParam },
        ...(params === undefined ? {} : { params }),
      };
      return (await call(operation, input as unknown as CallInput<O>)) as unknown as Page;
    },
    getNextPageParam: (page) => page.next,
    refetchInterval: streaming ? false : (options.everyMs ?? false),
  });
  return {
    rows: read.data?.pages.flatMap((page) => page.items) as Item<O>[] | undefined,
    error: read.error,
    more: read.hasNextPage ? () => void read.fetchNextPage() : undefined,
  };
}
