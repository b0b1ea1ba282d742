import { membersOf } from '../schema.ts';
import type { Offence, Rule, Written } from './rule.ts';

/**
 * Refuses to ask for more than type and id of what is administered: its groups, tags and attributes are not part
 * of an administrative request, so a `forbid` that rests on them would be no protection.
 */
export const managedById: Rule = ({ json, mentions }) => {
  if (!administers(json.action)) return [];
  const offences: Offence[] = [];
  const { resource } = json;
  if (resource.op === 'in' || (resource.op === 'is' && resource.in !== undefined) || mentions.resourceIn) {
    offences.push({
      message: 'it is not known what an administered resource is in',
      help: 'name it with `resource ==`, or its type with `resource is`',
      near: /\bresource\b[^,)]*\bin\b/,
    });
  }
  for (const name of mentions.resourceAttributes) {
    offences.push({
      message: `\`resource.${name}\` is not known where something is administered`,
      help: 'name it with `resource ==`, or its type with `resource is`',
      near: new RegExp(`\\bresource\\s*(\\.|has)\\s*${name}\\b`),
    });
  }
  return offences;
};

function administers(action: Written['json']['action']): boolean {
  if (action.op === 'All') return true;
  const named = 'entities' in action ? action.entities : 'entity' in action ? [action.entity] : [];
  const ids = named.map((uid) => ('__entity' in uid ? uid.__entity.id : uid.id));
  return ids.some((id) => id === 'administer' || membersOf('administer').includes(id));
}
