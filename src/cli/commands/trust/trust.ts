import { readFile } from 'node:fs/promises';
import { installation } from '#contracts/api/installation.ts';
import { authorityFile } from '#contracts/data-directory.ts';
import { ApiError } from '#client/index.ts';
import { type Command, type Given, UsageError } from '../../command.ts';
import type { CommandContext } from '../../context.ts';
import { harmless } from '../../table.ts';
import { type Authority, readAuthorities } from './authority.ts';
import type { Outcome, TrustPlace, TrustStore } from './store.ts';
import { systemTools } from './tools.ts';
import { trustStores } from './trust-stores.ts';
import { exitCodes } from '../../exit-codes.ts';

/** What was done with one authority in one store. */
interface Deed {
  readonly store: string;
  readonly authority: string;
  readonly outcome: Outcome;
}

export const trust: Command = {
  verb: 'trust',
  about: 'Makes the browsers and the system of this machine trust the authority of this Sallyport.',
  examples: ['trust', 'trust --undo', 'trust authority.pem'],
  args: [
    {
      name: '[file]',
      about: 'PEM of the authority, where that Sallyport runs elsewhere: its authority.pem.',
    },
  ],
  flags: [
    { flags: '--undo', about: 'Takes exactly that back.' },
    {
      flags: '--no-system',
      about: "Leaves the system's store alone: the browsers' own are enough for them.",
    },
    { flags: '--all', about: 'With --undo: authorities of other and earlier Sallyports too.' },
  ],
  async run(context, given) {
    const undo = given.has('undo');
    if (given.has('all') && !undo) throw new UsageError('--all goes with --undo');
    const authorities = await findAuthorities(context, given);
    const place = placeOf(context, given);
    const stores = await trustStores(place, systemTools(context.machine.searchPath), authorities);
    const deeds = undo
      ? await takeOut(stores, { authorities, all: given.has('all') })
      : await putIn(stores, authorities);
    const left = undo && !given.has('all') ? await othersIn(stores, authorities) : 0;
    context.show({ authorities: authorities.map(shown), deeds }, () =>
      tell({ undo, authorities, deeds, left, platform: place.platform }).map(harmless).join('\n'),
    );
    const good = deeds.some(({ outcome }) => outcome.kind === 'done' || outcome.kind === 'already');
    return good && !deeds.some(({ outcome }) => outcome.kind === 'failed') ? exitCodes.done : exitCodes.no;
  },
};

/** The authorities in question: of a file, of the Sallyport that runs, or of the one that ran last. */
async function findAuthorities(context: CommandContext, given: Given): Promise<readonly Authority[]> {
  const [named] = given.args;
  const text = named === undefined ? await ownAuthorities(context) : await context.read(named);
  const found = readAuthorities(text);
  if (found.length === 0) throw new UsageError(`${named ?? 'authority.pem'} holds no certificate`);
  return found;
}

async function ownAuthorities(context: CommandContext): Promise<string> {
  try {
    const client = await context.api();
    const { authorities } = await client.call(installation.authorities);
    return authorities.map(({ certificate }) => certificate).join('\n');
  } catch (error) {
    if (error instanceof ApiError || error instanceof UsageError) throw error;
    const kept = await readFile(authorityFile(context.machine.dataDir), 'utf8').catch(() => undefined);
    if (kept === undefined) throw error;
    return kept;
  }
}

function placeOf(
  { machine }: CommandContext,
  given: Given,
): TrustPlace & { whose: 'own' | 'system' | 'both' } {
  const { home, uid, platform, program, dataDir, sudoUser } = machine;
  const words = [
    ...given.args,
    given.has('undo') ? '--undo' : undefined,
    given.has('all') ? '--all' : undefined,
  ];
  const said = words.filter((word) => word !== undefined).map(quoted);
  const asRoot = ['sudo', ...program.map(quoted), 'trust', ...said, '--data-dir', quoted(dataDir)].join(' ');
  // Under sudo the home directory may be root's, whose browsers nobody uses, or the user's, whose files root must
  // not come to own.
  const forSystem = uid === 0 && sudoUser !== undefined;
  const whose = given.has('no-system') ? 'own' : forSystem ? 'system' : 'both';
  return { home, uid, platform, root: '', asRoot, whose };
}

function quoted(word: string): string {
  return /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

async function putIn(
  stores: readonly TrustStore[],
  authorities: readonly Authority[],
): Promise<readonly Deed[]> {
  const deeds: Deed[] = [];
  for (const store of stores)
    for (const authority of authorities)
      deeds.push({ store: store.name, authority: authority.label, outcome: await store.add(authority) });
  return deeds;
}

async function takeOut(
  stores: readonly TrustStore[],
  which: { readonly authorities: readonly Authority[]; readonly all: boolean },
): Promise<readonly Deed[]> {
  const deeds: Deed[] = [];
  for (const store of stores) {
    const named = which.authorities.map(({ label }) => label);
    const labels = which.all ? [...new Set([...named, ...(await store.labels())])] : named;
    for (const label of labels)
      deeds.push({ store: store.name, authority: label, outcome: await store.remove(label) });
  }
  return deeds;
}

async function othersIn(stores: readonly TrustStore[], authorities: readonly Authority[]): Promise<number> {
  const own = new Set(authorities.map(({ label }) => label));
  const found = await Promise.all(stores.map((store) => store.labels()));
  return new Set(found.flat().filter((label) => !own.has(label))).size;
}

function tell(what: {
  readonly undo: boolean;
  readonly authorities: readonly Authority[];
  readonly deeds: readonly Deed[];
  readonly left: number;
  readonly platform: string;
}): readonly string[] {
  const { undo, authorities, deeds, left } = what;
  const lines = authorities.flatMap(({ label, fingerprint }) => [label, `  SHA-256 ${fingerprint}`]);
  if (deeds.length === 0) {
    return [
      ...lines,
      '',
      `No store of certificates was found that can be written here (${what.platform}).`,
      byHand,
    ];
  }
  const many = authorities.length > 1 || deeds.some(({ authority }) => authority !== authorities[0]?.label);
  for (const { store, authority, outcome } of deeds) {
    lines.push(`${inWords(outcome, undo)}  ${store}${many ? `: ${authority}` : ''}`);
    if (outcome.kind === 'failed') lines.push(`          ${outcome.why}`);
    if (outcome.kind === 'needs') lines.push(`          ${outcome.why}:`, `          ${outcome.command}`);
  }
  if (left > 0)
    lines.push(`${left} of other or earlier Sallyports are trusted still; --undo --all takes them out too.`);
  if (!undo) lines.push('A browser that is open may have to be started anew.');
  return lines;
}

const byHand =
  'Import authority.pem of the data directory where your browser keeps its authorities, for web sites alone.';

function inWords({ kind }: Outcome, undo: boolean): string {
  const words = {
    done: undo ? 'removed ' : 'trusted ',
    already: undo ? 'not there' : 'was so  ',
    failed: 'FAILED  ',
    needs: 'not yet ',
  };
  return words[kind];
}

function shown({ label, fingerprint }: Authority) {
  return { label, fingerprint };
}
