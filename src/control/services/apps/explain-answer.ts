import type { UpstreamProbe } from '#contracts/api/apps.ts';

/** The head of what an upstream answered. */
export interface Answer {
  readonly status: number;
  readonly location?: string;
}

/** Says what an upstream's answer means, and what to do where it is not the one that people should get. */
export function explainAnswer(what: {
  /** To the request as the gateway will send it. */
  readonly first: Answer;
  /** To the same request under the upstream's own name; absent where nobody asked. */
  readonly byOwnName: Answer | undefined;
  readonly name: string;
  readonly ownName: string;
  /** Of our public hosts. */
  readonly domain: string;
  /** Whether it was asked over TLS. */
  readonly secure: boolean;
}): UpstreamProbe {
  const { first, byOwnName, name, ownName, domain, secure } = what;
  const { status } = first;
  const target = first.location === undefined ? undefined : hostOf(first.location);
  if (target !== undefined && target.endsWith(`.${domain}`) && target !== hostOf(`http://${name}`)) {
    const said = `It answered ${status} and sends people to ${target}, which is Sallyport: this address leads back here. Give the address of the application behind it.`;
    return { reachable: false, code: 'loops', status, said };
  }
  if (comesBack(first.location, name)) {
    const said = `It answered ${status} and sends people to ${name} again, from where they come: round in a circle. Give its https:// address if it has one, or tell it that encryption ends in front of it (X-Forwarded-Proto says so).`;
    return { reachable: false, code: 'loops', status, said };
  }
  if (byOwnName !== undefined && byOwnName.status < 400) {
    const said = `It answers ${status} to the name ${name}, and ${byOwnName.status} to ${ownName}: it does not know its public name. Tell it the new name, or have Sallyport send the old one (the app's host towards the upstream).`;
    return { reachable: false, code: 'wrong-host', status, said };
  }
  if (status === 400 && !secure) {
    const said = `It answered ${status}. Many servers do so where they expect encryption: try https://${ownName}.`;
    return { reachable: true, code: 'answered', status, said };
  }
  return { reachable: true, code: 'answered', status, said: inWords(status, target, name) };
}

function inWords(status: number, target: string | undefined, name: string): string {
  if (target !== undefined && target !== hostOf(`http://${name}`))
    return `It answered ${status} and sends people to ${target}: past Sallyport, unless that is another app here.`;
  if (status === 401 || status === 403)
    return `It answered ${status}: it asks for a sign-in of its own, so people will sign in twice, or it does not let this machine in.`;
  if (status >= 500) return `It answered ${status}: it is there, but does not work at this moment.`;
  return `It answered ${status}.`;
}

/** Whether a redirect leads to the page that was asked for, `/` of the same host, whatever its scheme. */
function comesBack(location: string | undefined, name: string): boolean {
  if (location === undefined || !URL.canParse(location, `https://${name}/`)) return false;
  const to = new URL(location, `https://${name}/`);
  return to.hostname === hostOf(`http://${name}`) && `${to.pathname}${to.search}` === '/';
}

function hostOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).hostname : undefined;
}
