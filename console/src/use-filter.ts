import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';

/**
 * What a list is narrowed by, kept in the address of the page, so that a link leads to the same list and going
 * back finds it as it was. What equals `usual` is left out of the address.
 */
export function useFilter(name: string, usual = ''): readonly [string, (value: string) => void] {
  const router = useRouter();
  const [value, setValue] = useState(() => new URLSearchParams(location.search).get(name) ?? usual);
  const change = (next: string): void => {
    setValue(next);
    const search = new URLSearchParams(location.search);
    if (next === usual) search.delete(name);
    else search.set(name, next);
    const query = search.toString();
    router.history.replace(`${location.pathname}${query === '' ? '' : `?${query}`}`);
  };
  return [value, change];
}
