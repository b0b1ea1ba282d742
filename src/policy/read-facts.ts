import type { DecisionInput } from '#contracts/access.ts';
import { contextLeaves, principalAttributes, resourceAttributes } from './facts.ts';
import { requestOf } from './request.ts';

/** One fact of an input as policies read it; without a value where it is not known. */
export interface NamedValue {
  readonly name: string;
  readonly value?: unknown;
}

/** Lists every fact of an input that policy can ask for, under the names that policies know them by. */
export function readFacts(input: DecisionInput): readonly NamedValue[] {
  const { principal } = input;
  const { described } = requestOf(input, 'resource');
  const groups = principal.groups?.map(({ id, name }) => ({ id, name }));
  return [
    ...[...principalAttributes].map(([name, read]) => named(`principal.${name}`, read(principal))),
    named('principal.groups', groups),
    ...(described === undefined
      ? []
      : [...resourceAttributes].map(([name, read]) => named(`resource.${name}`, read(described)))),
    ...contextLeaves.map(({ path, read }) => named(`context.${path}`, read(input))),
  ];
}

function named(name: string, value: unknown): NamedValue {
  return value === undefined ? { name } : { name, value: plain(value) };
}

/** Cedar's addresses, dates and entities as the text that stands in them. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (
    '__extn' in value &&
    typeof value.__extn === 'object' &&
    value.__extn !== null &&
    'arg' in value.__extn
  ) {
    return value.__extn.arg;
  }
  return '__entity' in value ? plainId(value.__entity) : value;
}

function plainId(entity: unknown): unknown {
  return typeof entity === 'object' && entity !== null && 'id' in entity ? entity.id : entity;
}
