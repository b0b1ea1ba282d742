import { QueryClient } from '@tanstack/react-query';

/** What was read from the API; refetched when the window is looked at again. */
export const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, staleTime: 5_000 }, mutations: { retry: false } },
});
