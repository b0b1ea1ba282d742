import { type ProviderSettings, providerSettingsSchema } from '#contracts/provider-settings.ts';
import { type Flag, type Given, UsageError } from '../../command.ts';
import type { CommandContext } from '../../context.ts';

/** The flags by which settings of a provider are given. */
export const settingsFlags: readonly Flag[] = [
  {
    flags: '--joining <how>',
    about: 'invited, or first-sign-in: whoever the provider knows becomes a person.',
  },
  { flags: '--email-domain <domain...>', about: 'Only verified addresses below it may become people.' },
  { flags: '--scope <scope...>', about: 'What is asked for; openid always is.' },
  { flags: '--groups-claim <name>', about: 'The claim that lists groups.' },
  { flags: '--second-factor <whose>', about: 'ours, or theirs: one that the provider names counts.' },
  { flags: '--private', about: 'The provider may be at a private address.' },
  { flags: '--ca <file>', about: 'PEM of an authority to believe for this provider.' },
  {
    flags: '--settings <file>',
    about: 'All settings as JSON, as `providers show --json` has them; - for stdin.',
  },
];

/** Puts what was given over what was there. @throws UsageError */
export async function readSettings(
  context: CommandContext,
  given: Given,
  before: unknown = {},
): Promise<ProviderSettings> {
  const file = given.text('settings');
  const start = providerSettingsSchema.safeParse(
    file === undefined ? before : jsonOf(await context.read(file)),
  );
  if (!start.success) throw new UsageError(`--settings: ${start.error.issues[0]?.message ?? 'not valid'}`);
  const { data } = start;
  const ca = given.text('ca');
  const groups = given.text('groups-claim');
  const read = providerSettingsSchema.safeParse({
    ...data,
    joining: given.text('joining') ?? data.joining,
    emailDomains: given.list('email-domain') ?? data.emailDomains,
    scopes: given.list('scope') ?? data.scopes,
    secondFactor: given.text('second-factor') ?? data.secondFactor,
    claims: { ...data.claims, ...(groups === undefined ? {} : { groups }) },
    ...(given.has('private') ? { reach: 'private' } : {}),
    ...(ca === undefined ? {} : { ca: await context.read(ca) }),
  });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new UsageError(`${issue?.path.join('.') ?? 'settings'}: ${issue?.message ?? 'not valid'}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError('--settings is no JSON');
  }
}
