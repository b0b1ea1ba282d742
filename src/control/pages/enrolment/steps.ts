import { html, type Markup } from '../parts/markup.ts';
import type { Words } from '../texts/words.ts';

const names = {
  domain: 'Domain',
  certificate: 'Certificate',
  details: 'You',
  factor: 'Second factor',
  codes: 'Recovery',
} as const;

/** A step of those who become somebody here. */
export type Step = keyof typeof names;

const ofAll: readonly Step[] = ['details', 'factor', 'codes'];
const ofSetup: readonly Step[] = ['domain', 'certificate', ...ofAll];

/** Draws where somebody is on the way; the setup has two steps more. */
export function steps({ t }: Words, kind: 'setup' | 'invitation' | 'reset', present: Step): Markup {
  const all = kind === 'setup' ? ofSetup : ofAll;
  const at = all.indexOf(present);
  const items = all.map((step, n) => {
    const mark = n === at ? html` aria-current="step"` : n < at ? html` class="done"` : '';
    return html`<li${mark}>${t(names[step])}</li>`;
  });
  return html`<ol class="steps" aria-label="${t('Steps')}">${items}</ol>`;
}
