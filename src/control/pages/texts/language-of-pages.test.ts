import type { LinkedIdentity, ProviderRefusal } from '#identity/index.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { authenticatorCode, createTestIdentity, type TestIdentity } from '#testing/identity.ts';
import { type Shown, saidBy } from '#testing/page-browser.ts';
import { createTestPages, secretOn, signInBy, type TestPages } from '#testing/pages.ts';
import { passkeyReadyPage } from '../enrolment/enrolment-markup.ts';
import { goneReport, lastReport, notMePage, reportedPage } from '../methods/not-me-markup.ts';
import type { Page } from '../parts/document.ts';
import { html } from '../parts/markup.ts';
import {
  identitiesPage,
  providerCodesPage,
  providerProblem,
  secondFactorPage,
} from '../sign-in/provider-markup.ts';
import { impossiblePage, passkeyPage } from '../sign-in/sign-in-markup.ts';
import { signedOut } from '../sign-in/sign-in-messages.ts';
import { german } from './german.ts';
import { wordsIn } from './words.ts';

const domain = 'sallyport.localhost';
const signin = `https://signin.${domain}:8443`;
let at: TestIdentity;
let pages: TestPages;

beforeEach(() => {
  at = createTestIdentity();
  pages = createTestPages({ identity: at.identity, clock: at.clock, organisation: 'Werke' });
});

// Sentences of the table that are the same in both languages, or are words of German too, say nothing here.
const english = Object.entries(german)
  .filter(([sentence, words]) => !words.includes(sentence) && /\s/.test(sentence))
  .map(([sentence]) => sentence.split(/\{\{\w+\}\}/).map((part) => part.trim()))
  .flat()
  .filter((part) => part.length > 3);

/** What of a page is English: sentences of ours, and words that no German page has. */
function englishOn(page: Pick<Shown, 'text'>): readonly string[] {
  const attributes = [...page.text.matchAll(/\s(?:aria-label|data-[a-z]+)="([^"{]*)"/g)].map(
    ([, words = '']) => words,
  );
  const said = ` ${saidBy(page.text)} ${attributes.join(' ')} `.replaceAll(
    /sallyport|Passkeys?|English/gi,
    '',
  );
  return [
    ...english.filter((sentence) => said.includes(sentence)),
    ...(said.match(/\b(?:the|your|you|this|with|and|is|are|not|here|again|sign)\b/gi) ?? []),
  ];
}

const codeOf = (secret: string) => authenticatorCode(secret, at.clock.wall());

describe('a reader of German', () => {
  const seen: Shown[] = [];
  const look = (page: Shown): Shown => {
    seen.push(page);
    expect(englishOn(page)).toEqual([]);
    expect(page.text).toContain('<html lang="de">');
    expect(page.headers.get('content-language')).toBe('de');
    return page;
  };

  it('finds English in English pages', async () => {
    const page = await pages.browser().go(pages.start());
    expect(englishOn(page)).toContain('Sign in');
  });

  it('sees no English from the setup link to the recovery codes', async () => {
    const browser = pages.browser(undefined, 'de-AT,de;q=0.9,en;q=0.5');
    const { address } = await at.identity.links.make({ kind: 'setup', by: { kind: 'local' } });
    look(await browser.go(address));
    look(await browser.go(`https://console.${domain}:8443/setup/domain?wish=zugang.example.org`));
    look(await browser.go(`https://console.${domain}:8443/setup/domain?wish=-`));
    look(await browser.go(`https://console.${domain}:8443/setup/certificate`));
    look(await browser.go(`https://console.${domain}:8443/setup`));
    const typed = { organisation: 'Werke', name: 'عمر', email: 'x', password: 'kurz', again: 'anders' };
    look(await browser.send('/setup/details', typed));
    const right = { email: 'omar@example.org', password: 'korrekt Pferd Batterie' };
    const made = look(await browser.send('/setup/details', { ...typed, ...right, again: right.password }));
    look(await browser.send('/setup/factor', { answer: '000000' }));
    look(await browser.send('/setup/factor', { answer: codeOf(secretOn(made)) }));
    expect(look(await browser.go(address)).status).toBe(410);
  });

  it('sees no English from an invitation on, and is greeted with a name from right to left', async () => {
    const ada = await at.enrol({ name: 'عمر', email: 'ada@example.org', password: 'correct horse battery' });
    const browser = pages.browser(undefined, 'de');
    look(await browser.go(`${signin}/invitation?code=none`));
    look(await browser.go(pages.start()));
    look(await browser.send('/password', { login: ada.email, password: 'falsch' }));
    look(await browser.send('/password', { login: ada.email, password: ada.password }));
    look(await browser.send('/factor', { answer: '000000' }));
    look(await browser.go(`${browser.shown().url.origin}/factor?way=recovery-code`));
    await browser.go(pages.start());
    await signInBy(browser, ada, at.clock.wall());
    const greeted = look(await browser.go(`${signin}/start?state=forged`));
    expect(greeted.status).toBe(400);
    browser.cookies.set(`portal.${domain}`, new Map([['as', browser.signInSecret() ?? '']]));
    at.clock.advance(2 * 86_400_000);
    const portal = await browser.go(`https://portal.${domain}:8443/`);
    expect(portal.status).toBe(401);
    look(portal);
  });

  it('sees no English on pages of their own', async () => {
    const ada = await at.enrol({ name: 'عمر', email: 'ada@example.org', password: 'correct horse battery' });
    const browser = pages.browser(undefined, 'de');
    await browser.go(pages.start());
    await signInBy(browser, ada, at.clock.wall());
    browser.cookies.set(`portal.${domain}`, new Map([['as', browser.signInSecret() ?? '']]));
    const portal = look(await browser.go(`https://portal.${domain}:8443/`));
    expect(portal.text).toContain('<h1>Hallo <bdi>عمر</bdi></h1>');
    expect(portal.said).toContain('Firefox auf Linux');
    expect(portal.said).toContain('gerade eben');
    for (const path of ['/', '/methods', '/methods?done=password', '/nothing'])
      look(await browser.go(`${signin}${path}`));
    look(await browser.go(pages.start({ need: { methods: ['hwk'] } })));
    await browser.go(`${signin}/`);
    look(await browser.send('/sign-out', {}));
    expect(seen.length).toBeGreaterThan(20);
  });
});

const who = { organisation: 'Werke', token: 't', portal: 'https://portal.example/' };
const now = 1_800_000_000_000;
const gone = { id: 'ses_1', createdAt: now - 3_600_000 };
const key = { secret: 'ABCD', address: 'otpauth://totp/x', name: 'عمر' };
const linked: LinkedIdentity = { provider: 'prv_1', title: 'Firma', since: now };
const refusals: readonly ProviderRefusal[] = [
  { kind: 'no-such-provider' },
  { kind: 'over' },
  { kind: 'too-many', waitMs: 1500 },
  { kind: 'unknown-person', title: 'Firma' },
  { kind: 'wrong-domain', title: 'Firma' },
  { kind: 'taken', title: 'Firma' },
  { kind: 'fault', fault: 'refused-by-provider', title: 'Firma' },
  { kind: 'fault', fault: 'no-time-of-sign-in', title: 'Firma' },
];
const view = { ...who, destination: { state: '' }, choices: [{ name: 'firma', title: 'Firma' }] };
const rarePages: readonly Page[] = [
  ...refusals.map((refusal) => providerProblem(refusal, who.portal)),
  secondFactorPage({ ...who, setup: key, fault: 'This took too long. Try again.' }),
  providerCodesPage({ ...who, codes: ['abcd'], next: '/' }),
  identitiesPage({ ...who, linked: [linked, { ...linked, login: 'ada' }], choices: view.choices }),
  impossiblePage(view, []),
  impossiblePage(view, ['hwk', 'otp']),
  passkeyPage({ ...view, person: { name: 'عمر', login: 'omar@example.org' } }),
  ...(['sign-in', 'passkey', 'provider'] as const).map((kind) =>
    notMePage({
      ...who,
      now,
      password: 'there',
      subject:
        kind === 'sign-in'
          ? { ...gone, kind, userAgent: 'Linux', address: '192.0.2.1', methods: ['pwd', 'rec', 'fed'] }
          : { ...gone, kind, name: 'Blau' },
    }),
  ),
  ...([1, 2] as const).map((tokens) =>
    reportedPage({
      ...who,
      done: {
        address: '192.0.2.1',
        sessions: tokens,
        tokens,
        recoveryCodes: 'removed',
        password: 'locked',
        passkeysSince: ['Blau', 'Rot'],
      },
    }),
  ),
  goneReport(who.portal),
  lastReport(who.portal),
  passkeyReadyPage({ ...who, kind: 'setup', onward: html`` }),
  signedOut(who.portal, 'https://provider.example/'),
];

it.each(rarePages.map((page, n) => [n, page] as const))(
  'says no English on rare page %i',
  async (_, page) => {
    const { title, body } = page(wordsIn('de'));
    const text = `<h1>${title}</h1>${String(await body)}`;
    expect(englishOn({ text })).toEqual([]);
    const inEnglish = page(wordsIn('en'));
    expect(englishOn({ text: `<h1>${inEnglish.title}</h1>${String(await inEnglish.body)}` })).not.toEqual([]);
  },
);

describe('a choice of language', () => {
  it('is a link to the same page, holds on every host, and stays', async () => {
    const browser = pages.browser();
    const first = await browser.go(pages.start());
    const [, link = ''] = /<a href="([^"]*)" lang="de"/.exec(first.text) ?? [];
    const chosen = await browser.go(new URL(link.replaceAll('&amp;', '&'), first.url).href);
    expect(chosen.said).toContain('um zu Wiki zu gelangen');
    expect(chosen.text).toContain('<li aria-current="true">Deutsch</li>');
    expect(chosen.headers.getSetCookie()).toContain(
      `sallyport-language=de; Domain=${domain}; Path=/; Secure; SameSite=Lax; Max-Age=31536000`,
    );
    expect((await browser.go(`https://portal.${domain}:8443/`)).said).toContain('Sie sind nicht angemeldet');
    expect((await browser.go(`${signin}/nothing`)).headers.getSetCookie().join()).not.toContain('language');
  });

  it('leads nowhere else: the link has no address but that of the page', async () => {
    for (const path of [
      '//evil.example/x',
      '/nothing?language=//evil.example',
      '/start?state=%22%3E&language=fr',
    ]) {
      const response = await pages.fetch(
        new Request(`${signin}${path}`, { headers: { 'accept-language': 'de' } }),
      );
      expect(response.headers.get('location')).toBeNull();
      expect(response.headers.getSetCookie().join()).not.toContain('language');
      const page = await response.text();
      expect(page).toMatch(/<a href="\?[^"]*language=en"/);
      expect(page).not.toMatch(/<a href="[^"]*evil/);
    }
  });

  it('asks for the form anew where an answer to a form is shown, and is silent on what is shown only once', async () => {
    const browser = pages.browser();
    await browser.go(pages.start());
    const wrong = await browser.send('/password', { login: 'nobody@example.org', password: 'x' });
    expect(wrong.text).toMatch(/<a href="\/start\?state=[^"]*&amp;language=de"/);
    const invited = pages.browser();
    const { address } = await at.identity.links.make({ kind: 'setup', by: { kind: 'local' } });
    await invited.go(address);
    await invited.go(`https://console.${domain}:8443/setup`);
    const typed = {
      organisation: 'O',
      name: 'Ada',
      email: 'a@example.org',
      password: 'correct horse battery',
    };
    const made = await invited.send('/setup/details', { ...typed, again: typed.password });
    const codes = await invited.send('/setup/factor', { answer: codeOf(secretOn(made)) });
    expect(codes.text).toContain('class="codes"');
    expect(codes.text).not.toContain('language=de');
  });

  it('counts only if it is one of ours and there is one: another app of the domain may set it', async () => {
    const asked = async (cookie: string) => {
      const headers = { cookie, 'accept-language': 'de' };
      return (await pages.fetch(new Request(pages.start(), { headers }))).headers.get('content-language');
    };
    expect(await asked('sallyport-language=en')).toBe('en');
    for (const cookie of [
      'sallyport-language=fr',
      'sallyport-language=__proto__',
      'sallyport-language="><b>',
    ])
      expect(await asked(cookie)).toBe('de');
    expect(await asked('sallyport-language=en; sallyport-language=de')).toBe('de');
  });
});

it('says the same to whoever exists and to whoever does not, in either language', async () => {
  await at.enrol({ name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' });
  for (const language of ['de', 'en']) {
    const said: string[] = [];
    for (const login of ['ada@example.org', 'eve@example.org']) {
      const browser = pages.browser('192.0.2.99', language);
      await browser.go(pages.start());
      const page = await browser.send('/password', { login, password: 'not the password' });
      said.push(page.said);
      expect(page.headers.get('vary')).toBe('Accept-Language, Cookie');
      expect(page.headers.get('cache-control')).toBe('no-store');
    }
    expect(said[0]).toBe(said[1]);
    expect(said[0]).toContain(
      language === 'de' ? 'E-Mail oder Passwort stimmt nicht.' : 'E-mail or password is not right.',
    );
  }
});
