import { defineSection } from '../setting.ts';
import { choice } from '../values.ts';

/** Who has to agree to changes of what protects. */
export const policy = defineSection({
  name: 'policy',
  title: 'Policies',
  settings: {
    'second-person': {
      read: choice<'off' | 'weakening'>(['off', 'weakening']),
      fallback: (): 'off' | 'weakening' => 'off',
      fallbackText: '`off`',
      accepts: '`off` or `weakening`',
      description:
        'With `weakening`, a change that weakens protection is not carried out but waits, for 7 days at most, until another administrator approves it. It stands here so that nobody can switch it off over the network. Have two administrators before you set it, and set the same for all control processes.',
      parts: ['serve', 'control'],
    },
  },
  check: () => [],
});
