import { isId } from '#base/ids.ts';
import type { DecisionInput } from '#contracts/access.ts';
import type { DecisionFact, ShownRemedy, WhyAnswer } from '#contracts/api/decisions.ts';
import type { Explanation, FactChange, ReadFact, Remedy } from '#contracts/explanation.ts';
import { needInWords } from '#contracts/need-in-words.ts';
import type { Call } from '../call.ts';

type Source = DecisionFact['source'];

/** Who says a fact, by the beginning of its name; the first that fits. */
const sources: readonly (readonly [string, Source])[] = [
  ['context.authn.', 'sign-in'],
  ['context.network.', 'connection'],
  ['context.time.', 'clock'],
  ['context.device.', 'browser'],
  ['context.risk.', 'signals'],
  ['context.http.', 'request'],
  ['resource.', 'app settings'],
];

/** The part of an answer to `why` that comes out of an explanation. */
export type ShownExplanation = Pick<WhyAnswer, 'considered' | 'facts' | 'missing' | 'remedies'>;

/** Shows an explanation: each fact with who says it and how old it was, each remedy in words. */
export async function presentExplanation(
  call: Call,
  explained: {
    readonly explanation: Explanation;
    readonly input: DecisionInput;
    /** Facts that whoever asked put in. */
    readonly asked: readonly string[];
  },
): Promise<ShownExplanation> {
  const { explanation, input, asked } = explained;
  const { considered, facts, remedies } = explanation;
  return {
    considered: considered.map((one) => ({ ...one, asks: [...one.asks] })),
    facts: facts.map((fact) => presentFact(fact, input, asked)),
    missing: facts.filter((fact) => fact.asked && fact.value === undefined).map(({ name }) => name),
    remedies: await presentRemedies(call, remedies, input),
  };
}

function presentFact(fact: ReadFact, input: DecisionInput, asked: readonly string[]): DecisionFact {
  const { name, value } = fact;
  const [, said] = sources.find(([beginning]) => name.startsWith(beginning)) ?? [];
  const source = asked.includes(name) ? 'question' : (said ?? 'directory');
  const signedInFor = Math.max(0, Math.floor((input.time.at - input.authn.authenticatedAt) / 1000));
  const age = source === 'sign-in' ? signedInFor : 0; // all else is read at the moment of the decision
  return {
    name,
    value: value ?? null,
    source,
    ageSeconds: value === undefined ? null : age,
    asked: fact.asked,
  };
}

async function presentRemedies(
  call: Call,
  remedies: readonly Remedy[],
  input: DecisionInput,
): Promise<ShownRemedy[]> {
  const ids = remedies.flatMap(({ changes }) =>
    changes.flatMap((one) => ('group' in one ? [one.group] : [])),
  );
  const rows = await call.store.groups.findMany(ids.filter((id) => isId('group', id)));
  const names = new Map<string, string>(rows.map(({ id, name }) => [id, name]));
  return remedies.map(({ changes, mender }) => {
    const shown = changes.map((change) => presentChange(change, names, input));
    return { text: shown.map(({ text }) => text).join('; and '), mender, changes: shown };
  });
}

type ShownChange = ShownRemedy['changes'][number];

function presentChange(
  change: FactChange,
  names: ReadonlyMap<string, string>,
  input: DecisionInput,
): ShownChange {
  switch (change.kind) {
    case 'sign-in': {
      const { methods, ...age } = change.need;
      const need = { ...age, ...(methods === undefined ? {} : { methods: [...methods] }) };
      return { kind: change.kind, text: needInWords(need).replace(/^Sign/, 'signing').slice(0, -1), need };
    }
    case 'join-group':
    case 'leave-group': {
      const group = { id: change.group, name: names.get(change.group) ?? change.group };
      const being = change.kind === 'join-group' ? 'being in the group' : 'not being in the group';
      return { kind: change.kind, text: `${being} ${group.name}`, group };
    }
    case 'network':
      return { kind: change.kind, text: `coming from ${change.range}`, range: change.range };
    case 'country':
      return {
        kind: change.kind,
        text: `coming from the country ${change.country}`,
        country: change.country,
      };
    case 'time':
      return {
        kind: change.kind,
        text: `asking ${momentInWords(change.at, input.time.zone)}`,
        at: change.at,
      };
  }
}

function momentInWords(at: number, zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: zone });
  return `on ${format.format(at)} (${zone})`;
}
