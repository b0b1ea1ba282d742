import { canonicalJson } from '#base/canonical-json.ts';
import type { App } from '#contracts/api/apps.ts';
import type { Weakening, WeakeningCode } from '#contracts/weakening.ts';
import type { Judged, JudgedApp } from './judged.ts';

/** Paths that nobody signs in for, or the whole app. */
export function appOpened(judged: Judged): readonly Weakening[] {
  return ofApp(judged, 'open-to-everybody', ({ before, after }) => {
    const known = new Set(before?.publicPaths);
    const isOpen = after.access === 'public' && before?.access !== 'public';
    return isOpen || after.publicPaths.some((path) => !known.has(path));
  });
}

/**
 * Where it leads: who may open the wiki may open whatever stands at its address, so another address is as much as
 * another policy. That the proof of the upstream changes is found too, since a pin left out is trust in all the world.
 */
export function appUpstream(judged: Judged): readonly Weakening[] {
  return ofApp(judged, 'upstream-changed', ({ before, after }) => {
    if (before === undefined) return false;
    return canonicalJson(before.upstream ?? null) !== canonicalJson(after.upstream ?? null);
  });
}

/** Settings that policy does not see and that hold something back. */
export function appServedLooser(judged: Judged): readonly Weakening[] {
  return ofApp(
    judged,
    'served-looser',
    ({ before, after }) => before !== undefined && looser.some((is) => is(before, after)),
  );
}

type Looser = (before: App, after: App) => boolean;

const looser: readonly Looser[] = [
  (before, after) => after.graceMs > before.graceMs,
  (before, after) => longer(before.timeouts.idleMs, after.timeouts.idleMs),
  (before, after) => longer(before.timeouts.streamIdleMs, after.timeouts.streamIdleMs),
  (before, after) => before.isolated && !after.isolated,
  (before, after) => before.onChallenge === 'cut' && after.onChallenge !== 'cut',
  (before, after) => hasMore(before.allowedOrigins, after.allowedOrigins),
  (before, after) => hasMore(before.keepHeaders, after.keepHeaders),
  (before, after) => hasMore(before.paths.allow, after.paths.allow),
  (before, after) => before.paths.ignoreCase !== after.paths.ignoreCase,
  (before, after) => before.host !== after.host,
];

/** Zero stands for no limit. */
function longer(before: number, after: number): boolean {
  return before !== 0 && (after === 0 || after > before);
}

function hasMore(before: readonly string[], after: readonly string[]): boolean {
  const known = new Set(before);
  return after.some((one) => !known.has(one));
}

/** Whoever switched it off meant that nobody gets there. */
export function appEnabled(judged: Judged): readonly Weakening[] {
  return ofApp(
    judged,
    'app-enabled',
    ({ before, after }) => before?.state === 'disabled' && after.state === 'enabled',
  );
}

/** Tags, labels, sensitivity and routes that policies speak of. */
export function appDescribedOtherwise(judged: Judged): readonly Weakening[] {
  return ofApp(judged, 'other-policies-apply', ({ before, after, spoken }) => {
    if (spoken.tagsGained.length > 0 || spoken.tagsLost.length > 0) return true;
    const differs = (field: 'labels' | 'sensitivity' | 'routes'): boolean =>
      canonicalJson(before?.[field] ?? null) !== canonicalJson(after[field]);
    if (before === undefined) return spoken.labels && after.labels.length > 0;
    return (['labels', 'sensitivity', 'routes'] as const).some((field) => spoken[field] && differs(field));
  });
}

function ofApp(
  judged: Judged,
  rule: WeakeningCode,
  weakens: (judged: JudgedApp) => boolean,
): readonly Weakening[] {
  if (judged.type !== 'app' || !weakens(judged)) return [];
  const { id, name } = judged.after;
  return [{ rule, id, name }];
}
