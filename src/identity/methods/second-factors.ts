import { recoveryCodeFactor } from './recovery-codes/recovery-code-factor.ts';
import type { SecondFactor } from './second-factor.ts';
import { totpFactor } from './totp/totp-factor.ts';

/** Every second factor, the one that is offered first in front. */
export const secondFactors: readonly SecondFactor[] = [totpFactor, recoveryCodeFactor];
