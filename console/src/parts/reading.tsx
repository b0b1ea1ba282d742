import type { ReactNode } from 'react';
import { Loading } from './loading.tsx';
import { Problem } from './problem.tsx';

interface Props<T> {
  readonly read: { readonly data: T | undefined; readonly error: unknown };
  readonly children: (data: T) => ReactNode;
}

/** What was read from the API, in all its states: loading, failed, there; also failed after it was there. */
export function Reading<T>({ read, children }: Props<T>) {
  if (read.data === undefined) return read.error === null ? <Loading /> : <Problem error={read.error} />;
  return (
    <>
      <Problem error={read.error} />
      {children(read.data)}
    </>
  );
}
