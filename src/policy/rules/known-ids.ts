import { isId } from '#base/ids.ts';
import { kindOfType, systemApps } from '../entity-ids.ts';
import type { Offence, Rule } from './rule.ts';

/**
 * Refuses entities that are not named by an id. A name that was not resolved matches nothing: a `permit` would do
 * nothing, and a `forbid` would be no protection, both without a word.
 */
export const knownIds: Rule = ({ mentions }) =>
  [...mentions.entities].flatMap((key): Offence[] => {
    const cut = key.indexOf('::');
    const type = key.slice(0, cut);
    const id = key.slice(cut + 2);
    const kind = kindOfType(type);
    if (kind === undefined || isId(kind, id) || (type === 'App' && systemApps.includes(id))) return [];
    return [{ message: `there is no ${type} ${JSON.stringify(id)}`, near: placeOf(type, id) }];
  });

function placeOf(type: string, id: string): RegExp {
  const literal = JSON.stringify(id).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`\\b${type}\\s*::\\s*${literal}`);
}
