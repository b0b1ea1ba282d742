import type { Clock, Timer } from '#base/clock.ts';
import { isFault } from '#contracts/errors.ts';
import { type GatewayIdentity, openGatewayIdentity } from '#gateway/index.ts';
import type { Log } from '#observe/index.ts';

/** How long a gateway waits for a control that starts at the same time, and between two tries, milliseconds. */
const patienceMs = 30_000;
const againMs = 500;
/** How often one that is disabled asks whether it is enabled again, milliseconds. */
const disabledAgainMs = 10_000;

export interface BecomeKnownOptions {
  readonly identity: Parameters<typeof openGatewayIdentity>[0];
  readonly clock: Clock;
  readonly log: Log;
  /** Called once, when control knows this gateway. */
  readonly known: (identity: GatewayIdentity) => void;
}

/**
 * Makes this gateway known to control: tries again while control cannot be reached, since both may have been started
 * together. One that is disabled runs all the same, serves nobody, and goes on asking: it must not take the rest of
 * the machine down with it, by which alone it can be enabled again.
 */
export async function becomeKnown(options: BecomeKnownOptions): Promise<{ readonly stop: () => void }> {
  const { clock, log, known } = options;
  const begun = clock.monotonic();
  let timer: Timer | undefined;
  let stopped = false;

  const askAgain = (): void => {
    timer = clock.after(disabledAgainMs, () => {
      openGatewayIdentity(options.identity).then(
        (identity) => (stopped ? identity.stop() : known(identity)),
        () => (stopped ? undefined : askAgain()),
      );
    });
  };

  for (;;) {
    try {
      known(await openGatewayIdentity(options.identity));
      break;
    } catch (thrown) {
      if (isFault(thrown, 'not-permitted')) {
        log.warn('this gateway is disabled: it serves nobody until it is enabled', { error: thrown });
        askAgain();
        break;
      }
      if (!isFault(thrown, 'control-unreachable') || clock.monotonic() - begun > patienceMs) throw thrown;
    }
    await new Promise<void>((resolve) => void clock.after(againMs, () => resolve()));
  }
  return {
    stop() {
      stopped = true;
      timer?.cancel();
    },
  };
}
