import { expect, it } from 'vitest';
import { appConfigOf } from './app-spec.ts';
import { appConfigSchema } from './protocol/app-config.ts';

it('fills in what an app did not say, closed and isolated', () => {
  const config = appConfigOf({
    id: 'app_1',
    name: 'wiki',
    host: 'wiki.example.org',
    system: null,
    spec: { upstream: { kind: 'http', url: 'http://127.0.0.1:8080' } },
  });
  expect(appConfigSchema.parse(config)).toEqual(config);
  expect(config).toMatchObject({ access: 'policy', isolated: true, onChallenge: 'cut', graceMs: 15_000 });
  expect(config).not.toHaveProperty('system');
});
