import { expect, it } from 'vitest';
import { agentName } from './agent-name.ts';
import { wordsIn } from '../texts/words.ts';

it('names common browsers and systems', () => {
  const names: readonly (readonly [string, string])[] = [
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/18 Safari/605',
      'Safari on macOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140 Mobile Safari/604',
      'Chrome on iPhone',
    ],
    ['curl/8.5.0', 'curl'],
    ['', 'Unknown browser'],
    ['<script>alert(1)</script> Linux', 'Unknown browser on Linux'],
  ];
  for (const [agent, name] of names) expect(agentName(wordsIn('en'), agent)).toBe(name);
  expect(agentName(wordsIn('de'), 'Linux')).toBe('Unbekannter Browser auf Linux');
});
