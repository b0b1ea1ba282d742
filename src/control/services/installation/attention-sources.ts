import type { Attention } from '#contracts/api/installation.ts';
import { policyTestSpecSchema } from '#contracts/api/policy-tests.ts';
import { reportHealth } from '#observe/index.ts';
import { publicPathsOf } from '../access/public-paths.ts';
import type { Call } from '../call.ts';
import { ownerRole } from '../people/keep-an-owner.ts';
import { sentenceOf } from '../policies/tests/sentence.ts';
import { administrators } from '../second-person/administrators.ts';
import { watchers } from '../second-person/watchers.ts';
import { presentProposals } from '../second-person/present-proposal.ts';
import { withNames } from '../policies/tests/test-names.ts';

/** Finds one kind of thing to look at; undefined: there is none. */
type Source = (call: Call) => Promise<Attention | undefined>;

/** The setting that says up to when the uses of the way back in were seen. */
export const seenUntil = 'recoveriesSeenUntil';

const mostNamed = 10;
const mostReports = 50;
const dayMs = 86_400_000;
/** A gateway says that it is there every few seconds. */
const awayMs = 60_000;
/** An authority is replaced by hand; every other key by itself, in time, so that one which was not is worth a look. */
const lateMs = {
  ca: 14 * dayMs,
  grant: dayMs / 2,
  assertion: dayMs / 2,
  audit: dayMs / 2,
  code: dayMs / 2,
  tls: 0,
};
const accountKeySoonMs = 14 * dayMs;
const backupsAgeMs = 30 * dayMs;
const droppedLatelyMs = 7 * dayMs;

const recovered: Source = async ({ store }) => {
  const seen = (await store.settings.find(seenUntil))?.value;
  const after = typeof seen === 'number' ? seen : 0;
  const { items } = await store.audit.list({ kinds: ['recovered'], limit: 50 });
  const unseen = items.filter(({ at }) => at > after);
  return {
    kind: 'recovered',
    severity: 'urgent',
    count: unseen.length,
    about: [],
    at: unseen[0]?.at ?? null,
  };
};

const reported: Source = async ({ store }) => {
  const { items } = await store.reports.list({ state: 'open', limit: mostReports });
  const people = await store.people.findMany([...new Set(items.map(({ personId }) => personId))]);
  const at = items[0]?.createdAt ?? null;
  return { kind: 'reported', severity: 'urgent', count: items.length, about: firstOf(people), at };
};

const weakened: Source = async (call) => {
  const { weakenings } = call.store;
  const those = await watchers(call);
  const count = await weakenings.countOpen(those);
  if (count === 0) return undefined;
  const { items } = await weakenings.list({ state: 'open', watchers: those, limit: mostNamed });
  const about = items.map(({ id, actor, weakens }) => ({
    id,
    name: `${actor.name ?? actor.kind}: ${[...new Set(weakens.map(({ name }) => name))].slice(0, 5).join(', ')}`,
  }));
  const isPast = items.some(({ pastSecondPerson }) => pastSecondPerson);
  return {
    kind: 'weakened',
    severity: isPast ? 'urgent' : 'soon',
    count,
    about,
    at: items[0]?.createdAt ?? null,
  };
};

const waiting: Source = async (call) => {
  const count = await call.store.proposals.countOpen();
  if (count === 0) return undefined;
  const { items } = await call.store.proposals.list({ state: 'open', limit: mostNamed });
  const about = (await presentProposals(call, items)).map(({ id, proposer, weakens }) => ({
    id,
    name: `${proposer.name}: ${[...new Set(weakens.map(({ name }) => name))].slice(0, 5).join(', ')}`,
  }));
  return { kind: 'proposals-waiting', severity: 'soon', count, about, at: items[0]?.createdAt ?? null };
};

const alone: Source = async (call) => {
  if (call.secondPerson === 'off') return undefined;
  const people = await administrators(call);
  if (people.length > 1) return undefined;
  return { kind: 'second-person-alone', severity: 'urgent', count: 1, about: firstOf(people), at: null };
};

const failing: Source = async ({ checks }) => {
  const bad = Object.entries(reportHealth(checks).checks).filter(([, { state }]) => state !== 'ok');
  const about = bad.map(([name]) => ({ id: name, name }));
  return { kind: 'part-failing', severity: 'urgent', count: bad.length, about, at: null };
};

const away: Source = async ({ store, clock }) => {
  const rows = (await store.gateways.all()).filter(
    ({ state, lastSeenAt }) =>
      state === 'enabled' && (lastSeenAt === null || clock.wall() - lastSeenAt > awayMs),
  );
  const at = rows[0]?.lastSeenAt ?? null;
  return { kind: 'gateway-away', severity: 'soon', count: rows.length, about: firstOf(rows), at };
};

const expiring: Source = async ({ store, clock }) => {
  const rows = await store.keys.all();
  const soon = rows.filter(
    ({ state, purpose, notAfter }) =>
      state === 'active' &&
      notAfter - clock.wall() < lateMs[purpose] &&
      !rows.some((next) => next.purpose === purpose && next.state === 'next'),
  );
  const about = soon.slice(0, mostNamed).map(({ kid, purpose }) => ({ id: kid, name: purpose }));
  const at = soon.map(({ notAfter }) => notAfter).sort((one, other) => one - other)[0] ?? null;
  return { kind: 'key-expiring', severity: 'soon', count: soon.length, about, at };
};

const oneOwner: Source = async ({ store }) => {
  const owners = await store.people.enabledWithRole(ownerRole);
  if (owners.length > 1) return undefined;
  return { kind: 'one-owner', severity: 'soon', count: 1, about: firstOf(owners), at: null };
};

const noBackup: Source = async ({ store, clock }) => {
  const [last] = (await store.audit.list({ kinds: ['backup-made'], limit: 1 })).items;
  if (last !== undefined && clock.wall() - last.at < backupsAgeMs) return undefined;
  return { kind: 'no-backup', severity: 'soon', count: 1, about: [], at: last?.at ?? null };
};

const dropped: Source = async ({ store, clock }) => {
  const { items } = await store.audit.list({ kinds: ['records-dropped'], limit: 50 });
  const lately = items.filter(({ at }) => clock.wall() - at < droppedLatelyMs);
  const at = lately[0]?.at ?? null;
  return { kind: 'records-dropped', severity: 'urgent', count: lately.length, about: [], at };
};

const unknownGroups: Source = async ({ store }) => {
  const count = await store.identities.countUnknownGroups();
  return { kind: 'groups-unknown', severity: 'soon', count, about: [], at: null };
};

const broken: Source = async ({ store }) => {
  const rows = (await store.policyTests.all()).filter(({ brokenSince }) => brokenSince !== null);
  const about: { readonly id: string; readonly name: string }[] = [];
  for (const { id, spec } of rows.slice(0, mostNamed)) {
    about.push({ id, name: sentenceOf(await withNames(store, policyTestSpecSchema.parse(spec))) });
  }
  const since = rows.flatMap(({ brokenSince }) => brokenSince ?? []);
  const at = since.length === 0 ? null : Math.min(...since);
  return { kind: 'test-broken', severity: 'urgent', count: rows.length, about, at };
};

const notEnforced: Source = async ({ store }) => {
  const rows = (await store.policies.all()).filter(({ enforceProblem }) => enforceProblem !== null);
  const about = rows.slice(0, mostNamed).map(({ id, title }) => ({ id, name: title }));
  return {
    kind: 'not-enforced',
    severity: 'urgent',
    count: rows.length,
    about,
    at: rows[0]?.enforceFrom ?? null,
  };
};

const observing: Source = async ({ store }) => {
  const rows = (await store.policies.all()).filter(({ enabled, mode }) => enabled && mode === 'observe');
  const about = rows.slice(0, mostNamed).map(({ id, title }) => ({ id, name: title }));
  return { kind: 'observing', severity: 'known', count: rows.length, about, at: null };
};

const open: Source = async (call) => {
  const paths = await publicPathsOf(call);
  const apps = new Map(paths.map(({ app }) => [app.id, { id: app.id, name: app.title }]));
  const about = [...apps.values()].slice(0, mostNamed);
  return { kind: 'public-paths', severity: 'known', count: paths.length, about, at: null };
};

const unanswered: Source = async ({ store }) => {
  const rows = await store.serviceAccounts.unanswered();
  return {
    kind: 'account-unanswered',
    severity: 'known',
    count: rows.length,
    about: firstOf(rows),
    at: null,
  };
};

const lastKeyEnding: Source = async ({ store }) => {
  const rows = await store.serviceAccounts.withoutKeyIn(accountKeySoonMs / 1_000);
  const at = rows[0]?.at ?? null;
  return { kind: 'account-key-ending', severity: 'soon', count: rows.length, about: firstOf(rows), at };
};

/** Every source; a new one is a line here and a word in the contract. */
export const everySource: readonly Source[] = [
  recovered,
  reported,
  weakened,
  waiting,
  alone,
  failing,
  dropped,
  away,
  expiring,
  oneOwner,
  noBackup,
  unknownGroups,
  broken,
  notEnforced,
  observing,
  unanswered,
  lastKeyEnding,
  open,
];

function firstOf(rows: readonly { readonly id: string; readonly name: string }[]) {
  return rows.slice(0, mostNamed).map(({ id, name }) => ({ id, name }));
}
