import type { Subject } from '#contracts/subjects.ts';
import { type AccessKey, partOf, scopes } from './access-key.ts';
import type { HeldGrant } from './held-grant.ts';

export interface GrantBounds {
  /** Grants at this gateway in all. */
  readonly grants: number;
  /** Grants of one token: one session on one host. */
  readonly perToken: number;
  /** Grants that one client address holds. */
  readonly perAddress: number;
}

export const grantBounds: GrantBounds = { grants: 100_000, perToken: 512, perAddress: 20_000 };

/** Every grant of this gateway, found by key, by id, and by what it rests on. */
export interface GrantBook {
  /** The grant under which this request may go, whatever its scope. */
  lookup(token: string, place: string, method: string, path: string): HeldGrant | undefined;
  at(key: AccessKey): HeldGrant | undefined;
  byId(id: string): HeldGrant | undefined;
  /** Everything that rests on one of these, each once. */
  restingOn(subjects: Iterable<Subject>): Set<HeldGrant>;
  ofToken(token: string): readonly HeldGrant[];
  /** Makes room by letting go of what nothing lives on; false when there is none to be made. */
  makeRoom(key: AccessKey, address: string, drop: (grant: HeldGrant) => void): boolean;
  add(grant: HeldGrant): void;
  /** Enters it under its present subjects, which replaced `before`. */
  reindex(grant: HeldGrant, before: ReadonlySet<Subject>): void;
  /** Takes it from its key, so that nothing new finds it; what it rests on still does. */
  hide(grant: HeldGrant): void;
  /** Puts a hidden one back; false when another has its place. */
  show(grant: HeldGrant): boolean;
  remove(grant: HeldGrant): void;
  all(): Iterable<HeldGrant>;
  size(): number;
}

/** How many grants are looked at to find one that nothing lives on. */
const looked = 64;

/** Makes an empty book. */
export function createGrantBook(bounds: GrantBounds = grantBounds): GrantBook {
  const byToken = new Map<string, Map<string, Map<string, HeldGrant>>>();
  const ofToken = new Map<string, Set<HeldGrant>>();
  const ofAddress = new Map<string, Set<HeldGrant>>();
  const bySubject = new Map<Subject, Set<HeldGrant>>();
  const byId = new Map<string, HeldGrant>();
  const all = new Set<HeldGrant>();

  function slot({ token, place }: AccessKey): Map<string, HeldGrant> | undefined {
    return byToken.get(token)?.get(place);
  }

  function hide(grant: HeldGrant): void {
    const { token, place, part } = grant.key;
    const places = byToken.get(token);
    const parts = places?.get(place);
    if (places === undefined || parts === undefined || parts.get(part) !== grant) return;
    parts.delete(part);
    if (parts.size === 0) places.delete(place);
    if (places.size === 0) byToken.delete(token);
  }

  function show(grant: HeldGrant): boolean {
    const { token, place, part } = grant.key;
    const places = byToken.get(token) ?? new Map<string, Map<string, HeldGrant>>();
    const parts = places.get(place) ?? new Map<string, HeldGrant>();
    if ((parts.get(part) ?? grant) !== grant) return false;
    parts.set(part, grant);
    places.set(place, parts);
    byToken.set(token, places);
    return true;
  }

  return {
    lookup(token, place, method, path) {
      const parts = byToken.get(token)?.get(place);
      if (parts === undefined) return undefined;
      for (const scope of scopes) {
        const grant = parts.get(partOf(scope, method, path));
        if (grant !== undefined) return grant;
      }
      return undefined;
    },
    at: (key) => slot(key)?.get(key.part),
    byId: (id) => byId.get(id),
    restingOn(subjects) {
      const found = new Set<HeldGrant>();
      for (const subject of subjects) {
        for (const grant of bySubject.get(subject) ?? []) found.add(grant);
      }
      return found;
    },
    ofToken: (token) => [...(ofToken.get(token) ?? [])],
    makeRoom(key, address, drop) {
      return (
        roomIn(ofToken.get(key.token), bounds.perToken, drop) &&
        roomIn(ofAddress.get(address), bounds.perAddress, drop) &&
        roomIn(all, bounds.grants, drop)
      );
    },
    add(grant) {
      all.add(grant);
      byId.set(grant.id, grant);
      put(ofToken, grant.key.token, grant);
      put(ofAddress, grant.input.address, grant);
      for (const subject of grant.subjects) put(bySubject, subject, grant);
      show(grant);
    },
    reindex(grant, before) {
      for (const subject of before) if (!grant.subjects.has(subject)) take(bySubject, subject, grant);
      for (const subject of grant.subjects) put(bySubject, subject, grant);
    },
    hide,
    show,
    remove(grant) {
      all.delete(grant);
      if (byId.get(grant.id) === grant) byId.delete(grant.id);
      hide(grant);
      take(ofToken, grant.key.token, grant);
      take(ofAddress, grant.input.address, grant);
      for (const subject of grant.subjects) take(bySubject, subject, grant);
    },
    all: () => all,
    size: () => all.size,
  };
}

function put(index: Map<string, Set<HeldGrant>>, key: string, grant: HeldGrant): void {
  const present = index.get(key);
  if (present === undefined) index.set(key, new Set([grant]));
  else present.add(grant);
}

function take(index: Map<string, Set<HeldGrant>>, key: string, grant: HeldGrant): void {
  const present = index.get(key);
  present?.delete(grant);
  if (present?.size === 0) index.delete(key);
}

/** Finds the longest unused of the first ones that nothing lives on; sets hold the oldest first. */
function roomIn(
  grants: ReadonlySet<HeldGrant> | undefined,
  bound: number,
  drop: (grant: HeldGrant) => void,
): boolean {
  if (grants === undefined || grants.size < bound) return true;
  let idle: HeldGrant | undefined;
  let seen = 0;
  for (const grant of grants) {
    if (grant.lives.size === 0 && (idle === undefined || grant.usedAt < idle.usedAt)) idle = grant;
    seen += 1;
    if (seen >= looked && idle !== undefined) break;
    if (seen >= 16 * looked) break;
  }
  if (idle === undefined) return false;
  drop(idle);
  return true;
}
