import { useSyncExternalStore } from 'react';

const kept = 'sallyport-demo-walk';
const listeners = new Set<() => void>();
let walked = read();

/** The ids of the steps that were ticked off in this browser. */
export function useWalked(): readonly string[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => walked,
  );
}

/** Ticks a step off, or takes the tick away. */
export function tick(id: string): void {
  walked = walked.includes(id) ? walked.filter((each) => each !== id) : [...walked, id];
  try {
    localStorage.setItem(kept, JSON.stringify(walked));
  } catch {
    // Private windows of some browsers refuse; the ticks then live as long as the page.
  }
  for (const listener of listeners) listener();
}

function read(): readonly string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(kept) ?? '[]');
    return Array.isArray(found) ? found.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}
