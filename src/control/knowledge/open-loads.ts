import { type Subject, everything } from '#contracts/subjects.ts';

/** One reading of the database that is under way. */
export interface OpenLoad {
  /** Whether what it read about these subjects may be kept: no change of them was applied since it began. */
  mayKeep(subjects: readonly Subject[]): boolean;
  end(): void;
}

/** The readings under way, each with the subjects that changed since it began. */
export interface OpenLoads {
  begin(): OpenLoad;
  touch(subjects: readonly Subject[]): void;
}

/**
 * Watches over the race between a reading and a change: a row read before a change committed may arrive after
 * the change was applied. Kept, it would stand for as long as nothing else touches it, so it is not kept.
 */
export function createOpenLoads(): OpenLoads {
  const open = new Set<Set<Subject>>();
  return {
    begin() {
      const touched = new Set<Subject>();
      open.add(touched);
      return {
        mayKeep: (subjects) => !touched.has(everything) && !subjects.some((subject) => touched.has(subject)),
        end: () => void open.delete(touched),
      };
    },
    touch(subjects) {
      for (const touched of open) for (const subject of subjects) touched.add(subject);
    },
  };
}
