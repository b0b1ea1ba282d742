import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from './problem.tsx';

interface Props<T> {
  readonly read: { readonly data: T | undefined; readonly error: unknown };
  readonly children: (data: T) => ReactNode;
}

/** What was read from the API, in all its states: loading, failed, there; also failed after it was there. */
export function Reading<T>({ read, children }: Props<T>) {
  const { t } = useTranslation();
  if (read.data === undefined)
    return read.error === null ? (
      <Loader size="sm" aria-label={t('Loading')} />
    ) : (
      <Problem error={read.error} />
    );
  return (
    <>
      <Problem error={read.error} />
      {children(read.data)}
    </>
  );
}
