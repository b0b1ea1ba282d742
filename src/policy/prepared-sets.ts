import { Fault } from '#contracts/errors.ts';
import { preparsePolicySet } from './cedar.ts';
import type { Statement } from './statement.ts';

// Cedar's engine keeps a prepared set under a name until another one takes that name; it cannot be told to
// forget one. So there is a fixed number of names, and the set that was used longest ago gives way.
// Measured: about 0.1 ms and 3 kB a statement, hence the second bound.
const mostSets = 20_000;
const mostStatements = 40_000;

interface Held {
  readonly name: string;
  readonly size: number;
}

// One engine a thread, so one register a thread. The order of the map is the order of last use.
const held = new Map<object, Held>();
const freeNames: string[] = [];
let namesMade = 0;
let statementsHeld = 0;

/**
 * The name under which the engine holds these statements, prepared now if it does not. `owner` stands for the
 * set: the same owner must always come with the same statements.
 */
export function preparedName(owner: object, statements: readonly Statement[]): string {
  const known = held.get(owner);
  if (known !== undefined) {
    held.delete(owner);
    held.set(owner, known);
    return known.name;
  }
  while (held.size >= mostSets || (held.size > 0 && statementsHeld + statements.length > mostStatements)) {
    forgetOldest();
  }
  return prepare(owner, statements);
}

function prepare(owner: object, statements: readonly Statement[]): string {
  const name = freeNames.pop() ?? `set-${namesMade++}`;
  // From the text: the JSON form has passed through JavaScript's numbers, which do not hold every Long.
  const staticPolicies = Object.fromEntries(statements.map(({ key, text }) => [key, text]));
  const answer = preparsePolicySet(name, { staticPolicies });
  if (answer.type === 'failure') {
    freeNames.push(name);
    throw new Fault('policy-invalid', 'a set of policies cannot be prepared', {
      details: { problem: answer.errors[0]?.message },
    });
  }
  held.set(owner, { name, size: statements.length });
  statementsHeld += statements.length;
  return name;
}

function forgetOldest(): void {
  const [oldest] = held;
  if (oldest === undefined) return;
  const [owner, { name, size }] = oldest;
  held.delete(owner);
  freeNames.push(name);
  statementsHeld -= size;
  // What the name still holds in the engine is freed with its next use; an empty set frees it now.
  preparsePolicySet(name, { staticPolicies: {} });
}
