import { canonicalJson } from '#base/canonical-json.ts';
import type { AuditRecordRow } from '#store/index.ts';
import { checkpointHash, readCheckpoint } from '../checkpoint.ts';
import { payloadHash, readHead, type RecordHead, sha256 } from '../record.ts';
import { allCheckpoints, type AuditSource } from '../trail-checkpoints.ts';
import type { CheckedCheckpoints, SignedChain } from './checkpoints.ts';
import type { Problems } from './problems.ts';

/** What checking a chain counted. */
export interface ChainCount {
  readonly records: number;
  /** Records whose payload was erased. */
  readonly erased: number;
  /** Records past the last checkpoint that names the chain. */
  readonly unsigned: number;
}

const batch = 500;

interface Seen {
  readonly row: AuditRecordRow;
  /** Undefined where the record is not what belongs here: its word about others counts for nothing. */
  readonly head: RecordHead | undefined;
}

/** Reads one chain in order, beside the checkpoints that name it. */
export async function checkChain(
  source: AuditSource,
  chain: string,
  parts: { readonly checkpoints: CheckedCheckpoints; readonly problems: Problems },
): Promise<ChainCount> {
  const { problems, checkpoints } = parts;
  const signed = checkpoints.chains.get(chain);
  const heads = createHeads(source, chain, checkpoints, signed);
  let expected = 1;
  let before: Seen | undefined;
  const count = { records: 0, erased: 0, unsigned: 0 };
  for await (const row of allRecords(source, chain)) {
    const { seq } = row;
    count.records += 1;
    if (row.payload === null) count.erased += 1;
    if (seq > (signed?.seq ?? 0)) count.unsigned += 1;
    if (seq > expected) before = undefined;
    problems.missing({ chain, seq: expected }, seq - 1);
    expected = seq + 1;
    const head = checkRecord(row, problems);
    if (before !== undefined && head !== undefined) checkLink(before, head, problems);
    if (seq === 1 && head !== undefined) await checkFirst(source, head, problems);
    await heads.compare(row, problems);
    before = { row, head };
  }
  if (signed !== undefined) problems.missing({ chain, seq: expected }, signed.seq);
  return count;
}

async function* allRecords(source: AuditSource, chain: string): AsyncGenerator<AuditRecordRow> {
  let seq = 0;
  for (;;) {
    const rows = await source.read({ chain, seq, limit: batch });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < batch) return;
    seq = last.seq + 1;
  }
}

/** Checks a record by itself; gives its head if it is the one that belongs here. */
function checkRecord(row: AuditRecordRow, problems: Problems): RecordHead | undefined {
  const name = `record ${row.seq} of ${row.chain}`;
  const say = (kind: 'altered' | 'reordered', message: string): undefined => {
    problems.record(kind, row, `${name} ${message}`);
  };
  const head = readHead(row.bytes);
  if (!head.ok) return say('altered', 'cannot be read');
  const { value } = head;
  if (value.chain !== row.chain || value.seq !== row.seq) {
    return say('reordered', `says that it is record ${value.seq} of ${value.chain}`);
  }
  if (!sha256(row.bytes).equals(row.hash))
    return say('altered', 'does not have the hash that stands beside it');
  if (value.at !== row.at || value.kind !== row.kind) say('altered', 'stands under another time or kind');
  checkPayload(row, value, say);
  return value;
}

function checkPayload(
  row: AuditRecordRow,
  head: RecordHead,
  say: (kind: 'altered', message: string) => undefined,
): void {
  const { salt, payload } = row;
  if (salt === null && payload === null) return;
  if (salt === null || payload === null || payloadHash(salt, payload) !== head.payload) {
    return say('altered', 'holds another payload than was written');
  }
  // What listings search by is no part of the bytes, and would hide a record if it were changed alone.
  if (aboutOf(payload) !== canonicalJson(row.about)) return say('altered', 'is listed under other things');
}

function aboutOf(payload: Buffer): string | undefined {
  try {
    const parsed: unknown = JSON.parse(payload.toString('utf8'));
    const found =
      typeof parsed === 'object' && parsed !== null && 'about' in parsed ? parsed.about : undefined;
    return found === undefined ? undefined : canonicalJson(found);
  } catch {
    return undefined;
  }
}

// A record that was rewritten with a hash to match is found by the one after it, which names the old hash.
function checkLink(before: Seen, head: RecordHead, problems: Problems): void {
  if (before.head === undefined || head.previous === before.row.hash.toString('hex')) return;
  const { row } = before;
  problems.record(
    'altered',
    row,
    `record ${row.seq} of ${row.chain} is not the one that its successor names`,
  );
}

async function checkFirst(source: AuditSource, head: RecordHead, problems: Problems): Promise<void> {
  if (head.previous !== null) {
    problems.record('altered', head, `record 1 of ${head.chain} names one before it`);
  }
  if (head.after === undefined) return;
  const { number, hash } = head.after;
  const { value: row } = await allCheckpoints(source, number - 1).next();
  if (row?.number !== number) {
    problems.checkpoint(
      'dropped',
      number,
      `checkpoint ${number}, which ${head.chain} begins after, is missing`,
    );
  } else if (checkpointHash(row.bytes) !== hash) {
    problems.checkpoint(
      'altered',
      number,
      `checkpoint ${number} is not the one that ${head.chain} begins after`,
    );
  }
}

/** The heads of one chain as checkpoints signed them, read alongside its records. */
function createHeads(
  source: AuditSource,
  chain: string,
  checkpoints: CheckedCheckpoints,
  signed: SignedChain | undefined,
) {
  const heads = signed === undefined ? undefined : signedHeads(source, chain, checkpoints, signed);
  let next: { readonly number: number; readonly seq: number; readonly hash: string } | undefined;
  let begun = false;
  return {
    async compare(row: AuditRecordRow, problems: Problems): Promise<void> {
      if (heads === undefined) return;
      if (!begun) next = (await heads.next()).value ?? undefined;
      begun = true;
      while (next !== undefined && next.seq <= row.seq) {
        if (next.seq === row.seq && next.hash !== row.hash.toString('hex')) {
          const { seq } = row;
          problems.record(
            'altered',
            row,
            `record ${seq} of ${chain} is not the one in checkpoint ${next.number}`,
          );
        }
        next = (await heads.next()).value ?? undefined;
      }
    },
  };
}

async function* signedHeads(
  source: AuditSource,
  chain: string,
  checkpoints: CheckedCheckpoints,
  signed: SignedChain,
): AsyncGenerator<{ readonly number: number; readonly seq: number; readonly hash: string }, undefined> {
  for await (const row of allCheckpoints(source, signed.first - 1)) {
    if (row.number > signed.last) return;
    if (checkpoints.bad.has(row.number)) continue;
    const body = readCheckpoint(row.bytes);
    const head = body.ok ? body.value.chains.find((each) => each.chain === chain) : undefined;
    if (head !== undefined) yield { number: row.number, seq: head.seq, hash: head.hash };
  }
}
