import { isId, type GatewayId } from '#base/ids.ts';
import type { Client } from '#client/index.ts';
import { gateways } from '#contracts/api/gateways.ts';
import { type Command, UsageError, needed } from '../../command.ts';

const args = [{ name: '<gateway>', about: 'Its name or id.' }];

export const disableGateway: Command = {
  noun: 'gateways',
  verb: 'disable',
  about: 'Disables a gateway: cuts what is open on it and refuses it until it is enabled again.',
  args,
  async run(context, given) {
    const client = await context.api();
    const id = await findGateway(client, needed(given.args[0], 'the gateway'));
    const gateway = await client.call(gateways.disable, { params: { gateway: id } });
    const { items } = await client.call(gateways.list);
    const others = items.filter(({ state }) => state === 'enabled').length;
    context.show(gateway, () =>
      [
        `${gateway.name} is disabled: its stream is closed, and what was open on it is cut.`,
        'Join tokens that were still good are withdrawn. If the machine was taken over, rotate the keys that it',
        'held: `sallyport keys rotate tls --now` and `sallyport keys rotate code --now`.',
        ...(others > 0
          ? []
          : [`No gateway is left: nothing can be opened until you \`gateways enable ${gateway.name}\`.`]),
      ].join('\n'),
    );
  },
};

export const enableGateway: Command = {
  noun: 'gateways',
  verb: 'enable',
  about: 'Enables a gateway again.',
  args,
  async run(context, given) {
    const client = await context.api();
    const id = await findGateway(client, needed(given.args[0], 'the gateway'));
    const gateway = await client.call(gateways.enable, { params: { gateway: id } });
    context.show(
      gateway,
      () =>
        `${gateway.name} is enabled. It comes back by itself; if it was away for a day, it needs a new join token.`,
    );
  },
};

async function findGateway(client: Client, nameOrId: string): Promise<GatewayId> {
  if (isId('gateway', nameOrId)) return nameOrId;
  const { items } = await client.call(gateways.list);
  const found = items.find(({ name }) => name === nameOrId);
  if (found !== undefined) return found.id;
  throw new UsageError(
    `No gateway is called ${nameOrId}. \`sallyport gateways list\` shows which there are.`,
  );
}
