import { reasonOf } from '#contracts/reasons.ts';
import type { Protocol, Tunnel } from '../protocol.ts';
import { closeFrame, FrameFollower } from './frames.ts';

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
  return {
    fromUpstream: (bytes, stop) => server.follow(bytes, 0, stop),
    fromClient: (bytes) => client.follow(bytes, 0, bytes.length),
    get deeds() {
      return client.dataFrames;
    },
    // In the middle of a frame a close frame would be taken for payload; after the server's own close there is
    // nothing more to say.
    lastWord: (cut) =>
      server.atBoundary && !server.closed ? closeFrame(policyViolation, wordFor(cut.reason)) : undefined,
  };
}

function wordFor(reason: string): string {
  return `${reason}: ${reasonOf(reason).text}`;
}
