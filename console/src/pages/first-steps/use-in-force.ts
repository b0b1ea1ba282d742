import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '#contracts/api/operations.ts';
import { call } from '../../api.ts';

/** Whether what was written holds at the gateway: not yet, not yet after a while, or yes. */
export type InForce = 'waiting' | 'late' | 'yes';

const askEveryMs = 500;
const lateAfterMs = 10_000;

/**
 * Asks until what was written holds at the gateway; it goes on asking when it is late.
 * @param written stands for what was written, another text each time; undefined: nothing was, and nobody asks
 */
export function useInForce(written: string | undefined): InForce {
  const { data } = useQuery({
    queryKey: [api.installation.inForce.id, written],
    queryFn: () => call(api.installation.inForce, {}),
    // What held once goes on holding: what others write afterwards is not waited for.
    enabled: ({ state }) => written !== undefined && state.data?.inForce !== true,
    refetchInterval: askEveryMs,
    retry: false,
  });
  const yes = data?.inForce === true;
  const [late, setLate] = useState<string>();
  useEffect(() => {
    if (written === undefined || yes) return undefined;
    const timer = setTimeout(() => setLate(written), lateAfterMs);
    return () => clearTimeout(timer);
  }, [written, yes]);
  if (yes) return 'yes';
  return written !== undefined && late === written ? 'late' : 'waiting';
}
