import { parseDocument } from 'yaml';
import { type PolicyChange, policyChangesSchema } from '#contracts/api/policy-versions.ts';
import { excessOf } from '../../apply/notation-bounds.ts';
import { type Given, UsageError } from '../../command.ts';
import type { CommandContext } from '../../context.ts';

/** The flag by which a draft is given. */
export const draftFlag = {
  flags: '--file <file>',
  about: 'Changes of policies as JSON or YAML, under `changes`; - is standard input.',
};

/** As `draftFlag`, for what does nothing without one. */
export const draftFlags = [{ ...draftFlag, needed: 'needed' as const }];

/** A request may have 1 MiB. */
const mostDraftBytes = 1_048_576;

/** Reads a draft: a list of changes, or an object that has one under `changes`. @throws UsageError */
export async function givenDraft(context: CommandContext, given: Given): Promise<PolicyChange[]> {
  const text = await context.read(given.text('file') ?? '-', { mostBytes: mostDraftBytes });
  const excess = excessOf(text);
  if (excess !== undefined) throw new UsageError(`the draft, line ${excess.line}: ${excess.message}`);
  const document = parseDocument(text, { stringKeys: true });
  const [error] = document.errors;
  if (error !== undefined) throw new UsageError(`the draft cannot be read: ${error.message}`);
  const read: unknown = document.toJS({ maxAliasCount: 0 });
  const changes = typeof read === 'object' && read !== null && 'changes' in read ? read.changes : read;
  const parsed = policyChangesSchema.safeParse(changes);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`the draft is not valid at ${issue?.path.join('.') || 'its top'}: ${issue?.message}`);
}
