import { expect, it } from 'vitest';
import { createSealer } from '#ca/index.ts';
import { type AssertionOptions, createGrantSigners } from './assertions.ts';

type Claims = Readonly<Record<string, unknown>>;

async function claimsFor(audience: string, groups: readonly string[] | undefined): Promise<Claims> {
  let told: Claims = {};
  const keyring: AssertionOptions['keyring'] = {
    signGrant: async () => '',
    signAssertion: async (claims: Claims) => {
      told = claims;
      return '';
    },
    verificationKeys: () => [],
    sealer: createSealer([{ id: '0'.repeat(16), secret: Buffer.alloc(32) }]),
  };
  const ownOrigins = new Set(['https://console.example.org']);
  const signers = createGrantSigners({ keyring, domain: 'example.org', issuer: 'x', ownOrigins });
  await signers.signAssertion({
    audience,
    kind: 'person',
    person: 'per_1',
    name: 'Ada',
    ...(groups === undefined ? {} : { groups }),
    roles: [],
    session: 'ses_1',
    methods: ['pwd', 'otp'],
    authenticatedAt: 0,
    issuedAt: 0,
    expiresAt: 60_000,
  });
  return told;
}

const wiki = 'https://wiki.example.org';
const many = Array.from({ length: 5_000 }, (_, n) => `group-${n}`);

it('tells an app all groups of somebody, or says how many it leaves out: never some of them, never none', async () => {
  expect((await claimsFor(wiki, ['staff', 'on-call']))['groups']).toEqual(['staff', 'on-call']);
  expect((await claimsFor(wiki, []))['groups']).toEqual([]);
  const told = await claimsFor(wiki, many);
  expect([told['groups'], told['groups_left_out']]).toEqual([undefined, 5_000]);
  const unknown = await claimsFor(wiki, undefined);
  expect([unknown['groups'], unknown['groups_left_out']]).toEqual([undefined, undefined]);
});

it('keeps the field small, whoever it is about', async () => {
  for (const groups of [many, many.slice(0, 300), ['ü'.repeat(5_000)]])
    expect(JSON.stringify(await claimsFor(wiki, groups)).length).toBeLessThan(5_000);
});

it('tells our own hosts no groups, which they read themselves', async () => {
  const told = await claimsFor('https://console.example.org', many);
  expect(told).toMatchObject({ sub: 'per_1', sid: 'ses_1' });
  expect([told['groups'], told['groups_left_out']]).toEqual([undefined, undefined]);
});
