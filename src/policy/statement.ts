import type { PolicyId } from '#base/ids.ts';
import { Fault } from '#contracts/errors.ts';
import type { StoredPolicy } from '#contracts/policies.ts';
import { type DetailedError, type PolicyJson, policySetTextToParts, policyToJson } from './cedar.ts';
import { entityKey } from './entity-key.ts';
import { labelNeeded } from './label-needed.ts';
import { type Mentions, mentionsOf, scopeEntity } from './mentions.ts';
import { membersOf } from './schema.ts';

/** One `permit` or `forbid`, read and ready to be put into slices. */
export interface Statement {
  /** The id under which Cedar knows it: the policy's id and its place in the policy. */
  readonly key: string;
  readonly policy: PolicyId;
  readonly title: string;
  readonly effect: 'permit' | 'forbid';
  readonly mode: 'enforce' | 'observe';
  readonly advice?: string;
  readonly private: boolean;
  /** The statement alone, as Cedar source. */
  readonly text: string;
  readonly json: PolicyJson;
  /** The entity that the scope names, as `Type::id`; absent: the scope does not name one. */
  readonly principal?: string;
  readonly resource?: string;
  /** Actions it applies to; absent: all of them. */
  readonly actions?: ReadonlySet<string>;
  readonly mentions: Mentions;
  /** Without this label an app or route never meets it. */
  readonly label?: string;
}

/** Splits a policy's text into statements, each in Cedar's source and JSON form. Templates are not among them. */
export function parseStatements(
  text: string,
):
  | { readonly ok: true; readonly parts: readonly { readonly text: string; readonly json: PolicyJson }[] }
  | { readonly ok: false; readonly errors: readonly DetailedError[] } {
  // Nearly every policy is one statement, which is then read only once.
  const single = policyToJson(text);
  if (single.type === 'success') return { ok: true, parts: [{ text, json: single.json }] };
  const split = policySetTextToParts(text);
  if (split.type === 'failure') return { ok: false, errors: split.errors };
  const parts = [];
  for (const part of split.policies) {
    const answer = policyToJson(part);
    if (answer.type === 'failure') return { ok: false, errors: answer.errors };
    parts.push({ text: part, json: answer.json });
  }
  return { ok: true, parts };
}

/**
 * Reads a stored policy. Stored policies were checked when they were written; one that cannot be read after all
 * is a fault of the whole snapshot: leaving it out could leave a `forbid` out.
 */
export function readStatements(policy: StoredPolicy): readonly Statement[] {
  const parsed = parseStatements(policy.text);
  if (!parsed.ok) {
    throw new Fault('policy-invalid', `policy ${policy.id} cannot be read`, {
      details: { policy: policy.id, problem: parsed.errors[0]?.message },
    });
  }
  return parsed.parts.map((part, place) => readStatement(policy, part, place));
}

function readStatement(
  policy: StoredPolicy,
  { text, json }: { readonly text: string; readonly json: PolicyJson },
  place: number,
): Statement {
  const { advice, mode, title } = json.annotations ?? {};
  const principal = scopeEntity(json.principal);
  const resource = scopeEntity(json.resource);
  const actions = actionsOf(json);
  const label = labelNeeded(json);
  return {
    key: `${policy.id}#${place}`,
    policy: policy.id,
    title: title ?? policy.title,
    effect: json.effect,
    mode: mode === 'observe' ? 'observe' : policy.mode,
    ...(advice === undefined ? {} : { advice }),
    private: Object.hasOwn(json.annotations ?? {}, 'private'),
    text,
    json,
    ...(principal === undefined ? {} : { principal: entityKey(principal) }),
    ...(resource === undefined ? {} : { resource: entityKey(resource) }),
    ...(actions === undefined ? {} : { actions }),
    mentions: mentionsOf(json),
    ...(label === undefined ? {} : { label }),
  };
}

function actionsOf({ action }: PolicyJson): ReadonlySet<string> | undefined {
  if (action.op === 'All') return undefined;
  const named = 'entities' in action ? action.entities : 'entity' in action ? [action.entity] : [];
  const ids = named.map((uid) => ('__entity' in uid ? uid.__entity.id : uid.id));
  return new Set(action.op === '==' ? ids : ids.flatMap(membersOf));
}
