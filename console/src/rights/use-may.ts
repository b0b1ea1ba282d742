import { useQueries, useQuery } from '@tanstack/react-query';
import { api } from '#contracts/api/operations.ts';
import { mostThings, type Rights } from '#contracts/api/rights.ts';
import { call, me } from '../api.ts';
import { judge, type May, type Offer, thingsOf } from './judge.ts';

/** Says of each of these whether whoever looks at the page may do it. */
export function useMays(offers: readonly Offer[]): readonly May[] {
  const who = useQuery(me).data?.person?.id;
  const things = [...new Set(offers.flatMap((offer) => thingsOf(offer, who)))];
  const answers = useQueries({
    queries: things.map((thing) => ({ queryKey: [api.rights.list.id, thing], queryFn: () => ask(thing) })),
  });
  const known = new Map(
    answers.flatMap(({ data }) => (data === undefined ? [] : [[data.of, data] as const])),
  );
  // Where it cannot be asked what is allowed, nothing is kept back: the API decides anyhow.
  const failed = answers.some(({ data, isError }) => isError && data === undefined);
  return offers.map((offer) => (failed ? { kind: 'yes' } : judge(offer, who, known)));
}

/** Says whether whoever looks at the page may do this. */
export function useMay(offer: Offer): May {
  return useMays([offer])[0] ?? { kind: 'unknown' };
}

interface Batch {
  readonly things: Set<string>;
  readonly answer: Promise<ReadonlyMap<string, Rights>>;
}

let open: Batch | undefined;

/** Asks of one thing, in one request with all others that are asked of at the same moment. */
async function ask(thing: string): Promise<Rights> {
  if (open === undefined || open.things.size >= mostThings) open = begin();
  open.things.add(thing);
  const found = (await open.answer).get(thing);
  if (found === undefined) throw new Error(`nothing was said of ${thing}`);
  return found;
}

function begin(): Batch {
  const things = new Set<string>();
  const send = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    if (open?.things === things) open = undefined;
    const { items } = await call(api.rights.list, { query: { of: [...things].join(',') } });
    return new Map(items.map((item) => [item.of, item]));
  };
  return { things, answer: send() };
}
