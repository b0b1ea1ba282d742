import type { GrantId } from '#base/ids.ts';

/** What was granted, as far as a renewal has to be compared with it. */
export interface GrantedBefore {
  readonly gateway: string;
  /** Session, token, app, route and the asked parts of the request. */
  readonly key: string;
  /** Digest of the inputs. */
  readonly digest: string;
  readonly answer: string;
  readonly scope: string;
}

/** Remembers the newest grants of this replica, so that a renewal leaves no second record. */
export interface GrantMemory {
  remember(grant: GrantId, granted: GrantedBefore): void;
  /** What was granted under this id to this gateway; another gateway's grant is nobody's. */
  recall(grant: string, gateway: string): GrantedBefore | undefined;
}

/** Creates a memory of at most `limit` grants; one that was forgotten costs a record more, nothing else. */
export function createGrantMemory(limit: number): GrantMemory {
  const grants = new Map<string, GrantedBefore>();
  return {
    remember(grant, granted) {
      grants.delete(grant);
      grants.set(grant, granted);
      if (grants.size <= limit) return;
      const [oldest] = grants.keys();
      if (oldest !== undefined) grants.delete(oldest);
    },
    recall(grant, gateway) {
      const granted = grants.get(grant);
      return granted?.gateway === gateway ? granted : undefined;
    },
  };
}
