import type { Timer } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';
import type { Heard } from '../../news/index.ts';
import type { Call } from '../call.ts';
import { auditResource } from '../audit/list-audit.ts';
import { organisation, permit } from '../permit.ts';
import { proofHolds } from '../proof-holds.ts';

/** How often something is sent when nothing happens: a proxy that cuts what is silent does not, milliseconds. */
const beatMs = 15_000;
/** Streams of one control process. */
const mostStreams = 200;

/**
 * Tells whoever may read everything what happens, as server-sent events. Whether they still may is asked again
 * while it runs: a stream that outlives the right to read would be the way around it.
 * @throws Fault `not-permitted`, `too-many`
 */
export async function streamEvents(call: Call, after: string | undefined): Promise<AsyncIterable<string>> {
  await permit(call, 'read');
  if (call.news.readers() >= mostStreams) throw new Fault('too-many', 'too many streams of events');
  return { [Symbol.asyncIterator]: () => iterate(call, after) };
}

function iterate(call: Call, after: string | undefined): AsyncIterator<string> {
  const { clock, news } = call;
  const reader = news.read(after);
  let over = false;
  let first = true;
  let wake = (): void => {};
  let forget = (): void => {};
  let wait: Timer | undefined;

  /** Resolves when there is something to take, when it is time for a beat, or when it is over. */
  const something = (): Promise<'told' | 'silence'> =>
    new Promise((resolve) => {
      wake = () => resolve('told');
      wait = clock.after(beatMs, () => resolve('silence'));
      forget = reader.whenThere(() => wake());
    });

  const end = (): IteratorResult<string> => {
    over = true;
    wait?.cancel();
    forget();
    reader.close();
    wake();
    return { done: true, value: undefined };
  };

  const next = async (): Promise<IteratorResult<string>> => {
    if (over || news.closed()) return end();
    if (first) {
      first = false;
      return { done: false, value: 'retry: 3000\n\n' };
    }
    const heard = reader.take();
    if (heard !== undefined) {
      const allowed = await rightsOf(call);
      return allowed.read ? { done: false, value: written(heard, allowed) } : end();
    }
    const what = await something();
    wait?.cancel();
    forget();
    if (what === 'told') return next();
    return (await rightsOf(call)).read ? { done: false, value: 'event: beat\ndata: {}\n\n' } : end();
  };
  return { next, return: async () => end() };
}

interface Rights {
  readonly read: boolean;
  readonly readAudit: boolean;
}

/**
 * Asks what the caller may, and whether they still are who they were; before every event, a few times a second at
 * most. Whoever lost the right hears nothing of what came after, not even the names of things.
 */
async function rightsOf(call: Call): Promise<Rights> {
  if (!(await proofHolds(call))) return { read: false, readAudit: false };
  const { caller } = call;
  const [read, readAudit] = await Promise.all([
    call.authorize({ caller, action: 'read', resource: organisation }),
    call.authorize({ caller, action: 'readAudit', resource: auditResource }),
  ]);
  return { read: read.outcome === 'allow', readAudit: readAudit.outcome === 'allow' };
}

function written(heard: Heard, { readAudit }: Rights): string {
  if (heard.kind === 'resync') return `id: ${heard.id}\nevent: resync\ndata: {}\n\n`;
  const happened = heard.happened.filter(({ noun }) => noun !== 'audit' || readAudit);
  return `id: ${heard.id}\nevent: happened\ndata: ${JSON.stringify(happened)}\n\n`;
}
