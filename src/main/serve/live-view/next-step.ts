/** What is known of an installation, as far as the next step depends on it. */
export interface Progress {
  readonly claimed: boolean;
  readonly sample: 'protected' | 'not yet';
  /** How many apps of one's own are protected. */
  readonly ownApps: number;
  /** How many things ask for somebody's attention. */
  readonly attention: number;
}

/** Says what to do next, in one line that ends with where; short, so that the usual names fit 80 columns. */
export function nextStep(progress: Progress, consoleUrl: string): string {
  const { claimed, sample, ownApps, attention } = progress;
  if (!claimed) return 'Next: open the setup link above in a browser.';
  if (sample === 'not yet' && ownApps === 0) return `Next: a sample app at ${consoleUrl}/first-steps`;
  if (ownApps === 0) return `Next: your own app at ${consoleUrl}/first-steps`;
  if (attention > 0) {
    const things = attention === 1 ? 'one thing is' : `${attention} things are`;
    return `Next: ${things} open at ${consoleUrl}/first-steps`;
  }
  return `Console ${consoleUrl}   Ctrl-C stops`;
}
