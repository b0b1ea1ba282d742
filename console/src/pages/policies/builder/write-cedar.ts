import type { Choice } from './choice.ts';

const whoTypes = { group: 'Group', person: 'Person', 'service-account': 'ServiceAccount' } as const;

/** Writes a choice as a policy that people can read, and change by hand. */
export function writeCedar(choice: Choice): string {
  const { advice } = choice;
  const conditions = conditionsOf(choice);
  return [
    ...(advice.trim() === '' ? [] : [`@advice(${quoted(advice.trim())})`]),
    'permit (',
    `  ${principalOf(choice)},`,
    '  action == Action::"open",',
    `  ${resourceOf(choice)}`,
    conditions.length === 0 ? ');' : ')',
    ...(conditions.length === 0 ? [] : ['when {', conditions.map((one) => `  ${one}`).join(' &&\n'), '};']),
    '',
  ].join('\n');
}

function principalOf({ who }: Choice): string {
  if (who.kind === 'everybody') return 'principal is Person';
  const entity = `${whoTypes[who.kind]}::${quoted(who.name)}`;
  return who.kind === 'group' ? `principal in ${entity}` : `principal == ${entity}`;
}

/** An app is written with `in`, so that its routes are opened with it. */
function resourceOf({ what: { kind, name } }: Choice): string {
  if (kind === 'route') return `resource == Route::${quoted(name)}`;
  return `resource in ${kind === 'app' ? 'App' : 'Tag'}::${quoted(name)}`;
}

const signIns = {
  any: [],
  'second-factor': ['(context.authn.methods.contains("otp") || context.authn.methods.contains("hwk"))'],
  passkey: ['context.authn.phishingResistant'],
} as const;

function conditionsOf({ signIn, freshMinutes, office, range }: Choice): readonly string[] {
  return [
    ...signIns[signIn],
    ...(freshMinutes === null ? [] : [`context.authn.ageSeconds <= ${freshMinutes} * 60`]),
    ...(office === null
      ? []
      : [
          'context.time.weekday <= 5',
          `context.time.minute >= ${office.from} * 60`,
          `context.time.minute < ${office.to} * 60`,
        ]),
    ...(range.trim() === '' ? [] : [`context.network.address.isInRange(ip(${quoted(range.trim())}))`]),
  ];
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
