import { useEffect, useState } from 'react';
import { useFormat } from '../texts/use-format.ts';

/** A moment as people speak of it, the exact time in the tooltip. */
export function Since({ at }: { readonly at: number }) {
  const format = useFormat();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={new Date(at).toISOString()} title={format.moment(at)}>
      {format.distance((at - now) / 1000)}
    </time>
  );
}
