import { expect, it } from 'vitest';
import { commandsFor } from './commands.ts';

it('names a data directory and a port that commands would not find by themselves, and no other', () => {
  expect(commandsFor({ dataDir: null, port: '8443' })).toEqual({
    trust: 'node bin/sallyport.js trust',
    certificate: 'npm start -- --tls-certificate FILE --tls-key FILE',
    backup: 'node bin/sallyport.js backup FILE',
    domain: 'npm start -- --domain access.example.org',
  });
  const { trust, domain } = commandsFor({ dataDir: "'/srv/my data'", port: '' });
  expect(trust).toBe("node bin/sallyport.js trust --data-dir '/srv/my data'");
  expect(domain).toBe("npm start -- --domain access.example.org --port 443 --data-dir '/srv/my data'");
});
