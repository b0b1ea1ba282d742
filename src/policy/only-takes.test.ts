import { expect, it } from 'vitest';
import { forbidCovers, permitWithin, type Standing } from './only-takes.ts';
import { parseStatements } from './statement.ts';

function standing(text: string, from = 0): Standing {
  const parsed = parseStatements(text);
  const part = parsed.ok ? parsed.parts[0] : undefined;
  if (part === undefined) throw new Error(`cannot be read: ${text}`);
  return { effect: part.json.effect, json: part.json, from };
}

const permit = (scope = '', conditions = '') =>
  standing(
    `permit (${scope || 'principal is Person'}, action == Action::"open", resource == App::"a") ${conditions};`,
  );
const forbid = (conditions = '', app = 'a') =>
  standing(
    `forbid (principal is Person, action == Action::"open", resource == App::"${app}") ${conditions};`,
  );
const when = 'when { principal.roles.contains("owner") }';
const unless = 'unless { context.device.managed }';

it('sees that a permit takes by conditions that are added behind those it had', () => {
  expect(permitWithin(permit('', when), permit())).toBe(true);
  expect(permitWithin(permit('', `${when} ${unless}`), permit('', when))).toBe(true);
  expect(permitWithin(permit(), permit('', when))).toBe(false);
  expect(permitWithin(permit('', unless), permit('', when))).toBe(false);
  expect(permitWithin(permit('', `${unless} ${when}`), permit('', when))).toBe(false);
});

it('does not take a condition in the other sense for the same', () => {
  const turned = 'unless { principal.roles.contains("owner") }';
  expect(permitWithin(permit('', turned), permit('', when))).toBe(false);
});

it('sees that a scope is a part of another, and does not when it is not', () => {
  const wide = permit('principal is Person');
  expect(permitWithin(permit('principal is Person in Group::"g"'), wide)).toBe(true);
  expect(permitWithin(permit('principal == Person::"p"'), wide)).toBe(true);
  expect(permitWithin(permit('principal is Person in Group::"g"'), permit('principal in Group::"g"'))).toBe(
    true,
  );
  expect(permitWithin(permit('principal is Person in Group::"h"'), permit('principal in Group::"g"'))).toBe(
    false,
  );
  expect(permitWithin(permit('principal is ServiceAccount'), wide)).toBe(false);
  expect(permitWithin(permit('principal == ServiceAccount::"p"'), wide)).toBe(false);
  expect(permitWithin(permit('principal in Group::"g"'), wide)).toBe(false);
  expect(permitWithin(wide, permit('principal is Person in Group::"g"'))).toBe(false);
});

it('takes another action or resource for more', () => {
  const other = 'permit (principal is Person, action == Action::"open", resource == App::"b");';
  expect(permitWithin(standing(other), permit())).toBe(false);
  const administer = 'permit (principal is Person, action == Action::"read", resource);';
  expect(permitWithin(standing(administer), permit())).toBe(false);
});

it('lets a permit come into force later, never earlier', () => {
  const text = 'permit (principal is Person, action == Action::"open", resource == App::"a");';
  expect(permitWithin(standing(text, 200), standing(text, 100))).toBe(true);
  expect(permitWithin(standing(text, 100), standing(text, 200))).toBe(false);
});

it('sees that a forbid covers one with more conditions, and only from the front', () => {
  expect(forbidCovers(forbid(), forbid(when))).toBe(true);
  expect(forbidCovers(forbid(when), forbid(`${when} ${unless}`))).toBe(true);
  // The first may fail to evaluate, which refuses; without it that refusal would be lost.
  expect(forbidCovers(forbid(unless), forbid(`${when} ${unless}`))).toBe(false);
  expect(forbidCovers(forbid(when), forbid())).toBe(false);
  expect(forbidCovers(forbid('', 'b'), forbid('', 'a'))).toBe(false);
});

it('lets a forbid come into force earlier, never later', () => {
  const text = 'forbid (principal is Person, action == Action::"open", resource == App::"a");';
  expect(forbidCovers(standing(text, 0), standing(text, 100))).toBe(true);
  expect(forbidCovers(standing(text, 100), standing(text, 0))).toBe(false);
});
