/** Room for bodies of strangers that are not yet whole. */
export interface BodyRoom {
  /** Takes room for a body; false when there is none, at all or for this party. */
  enter(party: string, bytes: number): boolean;
  leave(party: string, bytes: number): void;
}

/** Room, in bytes. */
export interface BodyRoomOptions {
  readonly total: number;
  readonly perParty: number;
}

/**
 * Bounds what strangers' bodies may hold. What was announced counts, not what came, so that nobody has to be cut off
 * in the middle; a body that is in hand with its head needs no room at all.
 */
export function createBodyRoom({ total, perParty }: BodyRoomOptions): BodyRoom {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    enter(party, bytes) {
      const own = (taken.get(party) ?? 0) + bytes;
      if (own > perParty || all + bytes > total) return false;
      taken.set(party, own);
      all += bytes;
      return true;
    },
    leave(party, bytes) {
      const own = (taken.get(party) ?? 0) - bytes;
      if (own > 0) taken.set(party, own);
      else taken.delete(party);
      all -= bytes;
    },
  };
}
