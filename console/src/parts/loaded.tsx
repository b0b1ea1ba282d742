import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './loading.tsx';
import { Problem } from './problem.tsx';

interface Props<T> {
  readonly read: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** What was read from the API, or that it is on its way, or why it could not be read. */
export function Loaded<T>({ read, children }: Props<T>) {
  if (read.data !== undefined) return <>{children(read.data)}</>;
  return read.error === null ? <Loading /> : <Problem error={read.error} />;
}
