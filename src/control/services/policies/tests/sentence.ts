import type { PolicyTestSpec } from '#contracts/api/policy-tests.ts';

const days = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

/** Writes a test as people read it; names stand where the test has them. */
export function sentenceOf(spec: PolicyTestSpec): string {
  const { says, who, what, method, path, country, address, hour, weekday, methods, device } = spec;
  const subject = 'person' in who ? who.person : `everybody in ${who.group}`;
  const object = 'app' in what ? what.app : `anything under ${what.tag}`;
  const part = [method, path].filter((word) => word !== undefined).join(' ');
  const place = [country, address].filter((word) => word !== undefined).join(', ');
  const facts = [
    ...(part === '' ? [] : [`for ${part}`]),
    ...(place === '' ? [] : [`from ${place}`]),
    ...(weekday === undefined ? [] : [`on ${days[weekday - 1]}`]),
    ...(hour === undefined ? [] : [`between ${clock(hour)} and ${clock(hour + 1)}`]),
    ...(methods === undefined ? [] : [`signed in by ${methods.join(' and ')}`]),
    ...(device === undefined ? [] : [`on a device that is ${device}`]),
  ];
  const verb = says === 'can' ? 'can open' : 'can never open';
  return [`${subject} ${verb} ${object}`, ...facts].join(' ');
}

function clock(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
