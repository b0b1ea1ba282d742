import { type PolicyTestSpec, policyTestSpecSchema } from '#contracts/api/policy-tests.ts';
import { type Given, needed, UsageError } from '../../command.ts';

/** The flags that say under which circumstances a sentence is meant. */
export const testFlags = [
  { flags: '--method <method>', about: 'Of the request, such as GET.' },
  { flags: '--path <path>', about: 'Of the request.' },
  { flags: '--country <code>', about: 'Two letters, such as DE.' },
  { flags: '--from <address>', about: 'The address that they come from.' },
  { flags: '--hour <hour>', about: '0 to 23, in the organisation’s time zone.' },
  { flags: '--weekday <day>', about: '1 is Monday, 7 is Sunday.' },
  {
    flags: '--signed-in-by <method...>',
    about: 'pwd, otp, hwk, rec, fed or key; may be given several times.',
  },
  { flags: '--device <class>', about: 'unmanaged or managed.' },
];

/** Reads a sentence. @throws UsageError */
export function specOf(given: Given): PolicyTestSpec {
  const [who, says, what] = given.args.map((arg) => needed(arg, 'who, can or can-never, and what'));
  const spec = {
    says,
    who: who?.startsWith('group:') === true ? { group: who.slice(6) } : { person: who },
    what: what?.startsWith('tag:') === true ? { tag: what.slice(4) } : { app: what },
    method: given.text('method'),
    path: given.text('path'),
    country: given.text('country'),
    address: given.text('from'),
    hour: given.whole('hour'),
    weekday: given.whole('weekday'),
    methods: given.list('signed-in-by'),
    device: given.text('device'),
  };
  const parsed = policyTestSpecSchema.safeParse(spec);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`${issue?.path.join('.')}: ${issue?.message}`);
}
