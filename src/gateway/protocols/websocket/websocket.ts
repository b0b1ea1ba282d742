import { reasonOf } from '#contracts/reasons.ts';
import type { Protocol, Tunnel } from '../protocol.ts';
import { closeFrame, FrameFollower } from './frames.ts';
import { createHeldFrames } from './held-frames.ts';

const goingAway = 1001;
const policyViolation = 1008;

/** WebSockets over HTTP/1.1 (RFC 6455). */
export const webSocket: Protocol = {
  name: 'websocket',
  claims: (head) => head.webSocket !== undefined,
  mayBeSilent: true,
  tunnel: createTunnel,
};

function createTunnel(): Tunnel {
  const server = new FrameFollower('server');
  const client = new FrameFollower('client');
  // In the middle of a frame another one would be taken for payload; after a side's own close there is nothing
  // more to say on its behalf.
  const mayTellClient = (): boolean => server.atBoundary && !server.closed;
  const mayTellServer = (): boolean => client.atBoundary && !client.closed;
  return {
    fromUpstream: (bytes, stop) => server.follow(bytes, 0, stop),
    fromClient: (bytes) => client.follow(bytes, 0, bytes.length),
    get deeds() {
      return client.dataFrames;
    },
    get said() {
      return client.said + server.said;
    },
    lastWord: (cut) =>
      mayTellClient() ? closeFrame('server', policyViolation, wordFor(cut.reason)) : undefined,
    goodbye() {
      const word = wordFor('idle-too-long');
      return {
        client: mayTellClient() ? closeFrame('server', goingAway, word) : undefined,
        upstream: mayTellServer() ? closeFrame('client', goingAway, word) : undefined,
      };
    },
    hold: (side, reply) =>
      side === 'client'
        ? createHeldFrames({ from: 'client', follower: client, between: mayTellClient, reply })
        : createHeldFrames({ from: 'server', follower: server, between: mayTellServer, reply }),
  };
}

function wordFor(reason: string): string {
  return `${reason}: ${reasonOf(reason).text}`;
}
