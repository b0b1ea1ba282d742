import type { Client } from '#client/index.ts';
import { audit } from '#contracts/api/audit.ts';
import { installation } from '#contracts/api/installation.ts';
import { keys } from '#contracts/api/keys.ts';
import type { Command } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { harmless, when } from '../table.ts';
import { exitCodes } from '../exit-codes.ts';

interface Finding {
  readonly state: 'ok' | 'look' | 'bad';
  readonly said: string;
}

const marks = { ok: 'ok  ', look: 'look', bad: 'BAD ' } as const;

export const doctor: Command = {
  verb: 'doctor',
  about: 'Looks at everything that commonly goes wrong and says what to do; exit code 1 when something is.',
  async run(context) {
    const findings = [nodeFinding(context.machine.nodeVersion)];
    const client = await context.api();
    for (const look of [lookAtStatus, lookAtKeys, lookAtAudit, lookAtSecondPerson]) {
      findings.push(...(await look(client, context)));
    }
    context.show({ findings }, () =>
      findings.map(({ state, said }) => `${marks[state]}  ${harmless(said)}`).join('\n'),
    );
    return findings.some(({ state }) => state === 'bad') ? exitCodes.no : exitCodes.done;
  },
};

function nodeFinding(version: string): Finding {
  const major = Number(version.replace(/^v/, '').split('.')[0]);
  return major >= 22
    ? { state: 'ok', said: `Node ${version}` }
    : { state: 'look', said: `Node ${version} gets no security fixes any more: use a newer line.` };
}

/** How far clocks may be apart before people should look, milliseconds. */
const clockSlackMs = 2_000;

async function lookAtStatus(client: Client, { now }: CommandContext): Promise<readonly Finding[]> {
  const before = now();
  const found = await client.call(installation.status);
  const apart = Math.abs((before + now()) / 2 - found.now);
  const fromDatabase = Math.abs(found.now - found.databaseNow);
  return [
    { state: 'ok', said: `Sallyport ${found.version} answers; the console is ${found.consoleUrl}` },
    found.claimed
      ? { state: 'ok', said: 'it has an owner' }
      : { state: 'look', said: 'nobody owns it yet: `sallyport setup-link` prints a link' },
    ...found.checks.map(({ name, state, why }): Finding => {
      const said = `${name}: ${state}${why === null ? '' : ` (${why})`}`;
      return { state: state === 'ok' ? 'ok' : state === 'degraded' ? 'look' : 'bad', said };
    }),
    apart <= clockSlackMs
      ? { state: 'ok', said: 'the clocks of this machine and the server agree' }
      : {
          state: 'look',
          said: `the clocks of this machine and the server are ${Math.round(apart / 1000)} s apart`,
        },
    fromDatabase <= clockSlackMs
      ? { state: 'ok', said: 'the clocks of server and database agree' }
      : {
          state: 'bad',
          said: `the clocks of server and database are ${Math.round(fromDatabase / 1000)} s apart: set both by NTP`,
        },
  ];
}

/** Keys are followed by themselves; one this close to its end without a follower was not, milliseconds. */
const soonMs = 86_400_000;

async function lookAtKeys(client: Client, { now }: CommandContext): Promise<readonly Finding[]> {
  const { items } = await client.call(keys.list);
  const active = items.filter(({ state }) => state === 'active');
  const ending = active.filter(({ purpose, notAfter }) => {
    const followed = items.some((key) => key.purpose === purpose && key.state === 'next');
    return notAfter - now() < soonMs && !followed;
  });
  if (ending.length === 0) return [{ state: 'ok', said: `${active.length} keys are active and last` }];
  return ending.map(({ purpose, notAfter }) => ({
    state: 'look',
    said: `the ${purpose} key ends at ${when(notAfter)} UTC: \`sallyport keys rotate ${purpose}\``,
  }));
}

async function lookAtAudit(client: Client): Promise<readonly Finding[]> {
  const found = await client.call(audit.verify, { body: {} });
  return [
    found.intact
      ? { state: 'ok', said: `the audit chain is intact (${found.records} records)` }
      : { state: 'bad', said: 'the audit chain is NOT intact: `sallyport audit verify` names what is wrong' },
  ];
}

/** Where a second person has to agree and there is none, what weakens waits in vain. */
async function lookAtSecondPerson(client: Client): Promise<readonly Finding[]> {
  const { items } = await client.call(installation.attention);
  if (!items.some(({ kind }) => kind === 'second-person-alone')) return [];
  const said =
    'policy.second-person asks for a second administrator, and there is only one: add one on the machine itself';
  return [{ state: 'bad', said }];
}
