/** What one part says about itself. */
export type Health =
  | { readonly state: 'ok' }
  /** It works, with less than it should; `why` says what to look at. */
  | { readonly state: 'degraded'; readonly why: string }
  | { readonly state: 'failing'; readonly why: string };

/** A named question about the process's health; answers from memory, at once. */
export interface HealthCheck {
  /** Such as `database`, `control-stream`, `policies`. */
  readonly name: string;
  look(): Health;
}

export interface HealthReport {
  readonly state: Health['state'];
  readonly checks: Readonly<Record<string, Health>>;
}

const order = ['ok', 'degraded', 'failing'] as const;

/** Asks every check; the worst answer is the whole's. A check that throws is failing. */
export function reportHealth(checks: readonly HealthCheck[]): HealthReport {
  const answers = checks.map((check) => [check.name, lookAt(check)] as const);
  const worst = Math.max(0, ...answers.map(([, health]) => order.indexOf(health.state)));
  return { state: order[worst] ?? 'failing', checks: Object.fromEntries(answers) };
}

function lookAt(check: HealthCheck): Health {
  try {
    return check.look();
  } catch {
    return { state: 'failing', why: 'the check itself failed' };
  }
}
