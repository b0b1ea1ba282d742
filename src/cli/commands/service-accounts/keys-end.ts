import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { type Command, needed, UsageError } from '../../command.ts';
import { when } from '../../table.ts';

export const endAccountKey: Command = {
  noun: 'service-accounts keys',
  verb: 'end',
  about:
    'Sets an earlier end for a key, for a change of keys without a gap: add a new one, then end the old.',
  args: [
    { name: '<account>', about: 'Its name or id.' },
    { name: '<key>', about: 'The id of the key.' },
  ],
  flags: [
    { flags: '--in <time>', about: 'From now on: a number with m, h or d, such as 24h.' },
    { flags: '--at <moment>', about: 'A moment, such as 2027-01-31T18:00Z.' },
  ],
  async run(context, given) {
    const client = await context.api();
    const key = await client.call(serviceAccounts.endKey, {
      params: { account: needed(given.args[0], 'the account'), key: needed(given.args[1], 'the key') },
      body: { at: momentOf(given.text('in'), given.text('at')) },
    });
    context.show(key, () => `It works until ${when(key.expiresAt)} UTC.`);
  },
};

const units: ReadonlyMap<string, number> = new Map([
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

function momentOf(duration: string | undefined, moment: string | undefined): number {
  if ((duration === undefined) === (moment === undefined)) throw new UsageError('say either --in or --at');
  if (moment !== undefined) {
    const at = Date.parse(moment);
    // Without a zone it would be another moment on another machine.
    if (Number.isNaN(at) || !/(?:Z|[+-]\d\d:?\d\d)$/.test(moment))
      throw new UsageError('--at is a moment with its zone, such as 2027-01-31T18:00Z');
    return at;
  }
  const [, count = '', unit = ''] = /^(\d{1,4})([mhd])$/.exec(duration ?? '') ?? [];
  const ms = units.get(unit);
  if (ms === undefined) throw new UsageError('--in is a number with m, h or d, such as 24h');
  return Date.now() + Number(count) * ms;
}
