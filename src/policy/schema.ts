import { administrativeActions } from '#contracts/access.ts';

const access = `
type Access = {
  authn: { methods: Set<String>, phishingResistant: Bool, ageSeconds: Long },
  network: { address: ipaddr, country?: String, asn?: Long },
  time: { weekday: Long, minute: Long, date: datetime },
  device: { class: String, managed: Bool },
  risk?: { level: String, score: Long, signals: Set<String> },
  http?: { method: String, path: String },
};`;

// INVARIANT: an attribute that comes later is optional, and a principal or resource type that comes later
// comes with an action of its own. Otherwise policies that somebody stored stop being valid; a corpus of old
// ones (corpus.test.ts) watches this.
const principals = `
entity Group in [Group];
entity Person, ServiceAccount in [Group] {
  kind: String,
  name: String,
  roles: Set<String>,
  labels: Set<String>,
  owner?: Person,
  issuer?: String,
  subject?: String,
  email?: String,
};`;

const described = `{
  name: String,
  kind: String,
  sensitivity: String,
  labels: Set<String>,
  tags: Set<String>,
  system?: String,
  route?: String,
}`;

const resources = `
entity Tag in [Tag];
entity App in [Tag] ${described};
entity Route in [App] ${described};
entity Device, Workload, Segment, Service, Gateway, Organisation, Audit, Policy, Session;`;

/** Types of what can be administered. */
export const managedTypes = [
  'Organisation',
  'Person',
  'ServiceAccount',
  'Group',
  'Tag',
  'App',
  'Route',
  'Device',
  'Workload',
  'Segment',
  'Service',
  'Gateway',
  'Audit',
  'Policy',
  'Session',
] as const;

const quoted = administrativeActions.map((action) => `"${action}"`).join(', ');

const actions = `
action "open" appliesTo {
  principal: [Person, ServiceAccount],
  resource: [App, Route],
  context: Access,
};
action "administer";
action ${quoted} in ["administer"] appliesTo {
  principal: [Person, ServiceAccount],
  resource: [${managedTypes.join(', ')}],
  context: Access,
};`;

/** The Cedar schema that every policy is validated against. */
export const schemaText = [access, principals, resources, actions].join('\n').trim();

/** The actions that an action of the schema stands for in a scope: itself, or the members of its group. */
export function membersOf(action: string): readonly string[] {
  return action === 'administer' ? ['administer', ...administrativeActions] : [action];
}
