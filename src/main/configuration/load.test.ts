import { describe, expect, it } from 'vitest';
import { fromFlags } from './flags.ts';
import { loadConfiguration, problemLines } from './load.ts';
import type { Machine, Part } from './setting.ts';

const machine: Machine = {
  uid: 1000,
  home: '/home/ada',
  directory: '/home/ada/here',
  zone: 'Europe/Berlin',
  environment: {},
};

function load(options: {
  readonly part?: Part;
  readonly flags?: readonly string[];
  readonly environment?: Record<string, string>;
  readonly yaml?: string;
  readonly uid?: number;
}) {
  const part = options.part ?? 'serve';
  return loadConfiguration({
    part,
    machine: { ...machine, uid: options.uid ?? 1000, environment: options.environment ?? {} },
    flags: fromFlags(part, options.flags ?? []),
    ...(options.yaml === undefined ? {} : { file: { name: 'site.yaml', text: options.yaml } }),
  });
}

const value = (options: Parameters<typeof load>[0]) => {
  const loaded = load(options);
  if (!loaded.ok) throw new Error(problemLines(loaded.error).join('\n'));
  return loaded.value;
};
const places = (options: Parameters<typeof load>[0]) => {
  const loaded = load(options);
  return loaded.ok ? [] : loaded.error.map(({ place, message }) => `${place}: ${message}`);
};

describe('loading', () => {
  it('needs nothing', () => {
    const { general, database } = value({});
    expect(general.domain).toBe('sallyport.localhost');
    expect(general.port).toBe(8443);
    expect(general['data-dir']).toBe('/home/ada/.local/state/sallyport');
    expect(general.zone).toBe('Europe/Berlin');
    expect(database.url).toBeUndefined();
    expect(value({ uid: 0 }).general['data-dir']).toBe('/var/lib/sallyport');
  });

  it('lets flags win over variables, and those over the file', () => {
    const yaml = 'port: 1001\ndomain: a.example\nrecords:\n  files: 5\n';
    const environment = { SALLYPORT_PORT: '1002', SALLYPORT_DOMAIN: 'b.example' };
    const loaded = value({ yaml, environment, flags: ['--port', '1003'] });
    expect(loaded.general.port).toBe(1003);
    expect(loaded.general.domain).toBe('b.example');
    expect(loaded.records.files).toBe(5);
  });

  it('takes the database from DATABASE_URL, relative paths from where it was called', () => {
    const loaded = value({
      environment: { DATABASE_URL: 'postgres://u@h/d' },
      flags: ['--data-dir=data', '--root-key-file', '~/root.key'],
    });
    expect(loaded.database.url).toBe('postgres://u@h/d');
    expect(loaded.general['data-dir']).toBe('/home/ada/here/data');
    expect(loaded.general['root-key-file']).toBe('/home/ada/root.key');
  });

  it('tells all mistakes of all sources together, each with its place', () => {
    const found = places({
      yaml: 'prot: 1\nport: many\nrecords:\n  files: 1\n  colour: red\n',
      environment: { SALLYPORT_ZONE: 'Mars/Base', SALLYPORT_DOMIAN: 'x.example' },
      flags: ['--listen', 'everywhere', '--gateway-workers', '0', '--dat-dir', 'x', 'stray'],
    });
    expect(found).toEqual([
      '--dat-dir: is no setting; did you mean --data-dir?',
      'stray: `sallyport serve` takes flags only',
      'SALLYPORT_DOMIAN: is no setting; did you mean SALLYPORT_DOMAIN?',
      'site.yaml:1:1: is no setting; did you mean port?',
      'site.yaml:5:3: is no setting',
      'site.yaml:2:7: must be a whole number from 1 to 65535; found "many"',
      '--listen: must be IP addresses such as 192.0.2.1 or ::; found "everywhere"',
      'SALLYPORT_ZONE: must be a time zone such as Europe/Berlin; found "Mars/Base"',
      '--gateway-workers: must be a whole number from 1 to 64; found "0"',
      'site.yaml:4:10: must be a whole number from 2 to 10000; found "1"',
    ]);
  });

  it('takes a database by its socket folder', () => {
    const DATABASE_URL = 'postgres://u:p@/d?host=%2Frun%2Fpostgresql';
    expect(value({ environment: { DATABASE_URL } }).database.url).toBe(DATABASE_URL);
  });

  it('never repeats a secret', () => {
    const found = places({ environment: { SALLYPORT_DATABASE_URL: 'mysql://root:hunter2@h/d' } });
    expect(found).toHaveLength(1);
    expect(found.join()).not.toContain('hunter2');
  });

  it('places what is no YAML', () => {
    expect(places({ yaml: 'port: 1\nport: 2\n' })).toEqual(['site.yaml:2:1: Map keys must be unique']);
    expect(places({ yaml: 'port: [1\n' })[0]).toMatch(/^site\.yaml:\d+:\d+: /);
    expect(places({ yaml: '- a\n' })).toEqual(['site.yaml:1:1: must hold settings as `name: value`']);
    expect(places({ yaml: 'database: x\n' })[0]).toContain('database is a section');
    expect(places({ yaml: 'database:\n' })).toEqual([]);
  });

  it('keeps a .localhost domain on loopback', () => {
    expect(places({ flags: ['--listen', '127.0.0.1,::'] })[0]).toMatch(/^--listen: :: cannot be used/);
    expect(places({ flags: ['--listen', '::', '--domain', 'a.example'] })).toEqual([]);
  });

  it('holds the rules of each part', () => {
    expect(places({ part: 'control' })[0]).toMatch(/^database\.url: control needs a database/);
    expect(places({ part: 'gateway' })[0]).toMatch(/^control\.addresses: a gateway has to know/);
    expect(places({ part: 'gateway', flags: ['--control', 'c1:8444,[::1]:9'] })).toEqual([]);
    expect(places({ flags: ['--users-gateway', '61541'] })[0]).toMatch(/^--users-gateway: /);
    expect(places({ flags: ['--metrics-control', '0.0.0.0:9441'] })[0]).toMatch(/must be on loopback/);
    expect(places({ flags: ['--metrics-control', 'off'] })).toEqual([]);
    const both = ['--database-url', 'postgres://h/d', '--database-programs', '/usr/lib/postgresql/15/bin'];
    expect(places({ flags: both })[0]).toMatch(/^--database-programs: is for the embedded database/);
    expect(value({ flags: both.slice(2) }).database.programs).toBe('/usr/lib/postgresql/15/bin');
    expect(places({ flags: ['--tls-key', 'k.pem'] })).toEqual([
      '--tls-key: tls.key needs tls.certificate beside it.',
    ]);
  });

  it('limits sessions to 12 hours and one idle, unless told otherwise within bounds', () => {
    expect(value({}).sessions).toEqual({ longest: 43_200, idle: 3_600 });
    const yaml = 'sessions:\n  longest: 8 h\n  idle: 30 min\n';
    expect(value({ part: 'control', yaml: `${yaml}database: { url: postgres://h/d }` }).sessions).toEqual({
      longest: 28_800,
      idle: 1_800,
    });
    expect(places({ flags: ['--sessions-longest', '91 d'] })[0]).toMatch(
      /from 15 min to 90 d; found "91 d"$/,
    );
    expect(places({ flags: ['--sessions-idle', '1 min'] })[0]).toMatch(/^--sessions-idle: .* from 5 min/);
    expect(places({ flags: ['--sessions-longest', '30min'] })).toEqual([
      'sessions.idle: sessions.idle (1 h) must not be longer than sessions.longest (30 min).',
    ]);
  });

  it('refuses names that are no public domain', () => {
    for (const name of ['localhost', '10.0.0.1', 'a..b', '-a.example', 'a_b.example', 'x'.repeat(64)])
      expect(places({ flags: ['--domain', name] })).toHaveLength(1);
    expect(value({ flags: ['--domain', 'Access.Example.ORG.'] }).general.domain).toBe('access.example.org');
  });
});
