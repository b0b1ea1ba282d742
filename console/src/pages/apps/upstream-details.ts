import type { UpstreamProbe } from '#contracts/api/apps.ts';

/** What an upstream may need beside its address. */
export type DetailName = 'host' | 'serverName' | 'ca' | 'pin';
export type UpstreamDetails = { readonly [N in DetailName]?: string | undefined };

/** Names the detail by which a fault is mended, with the likeliest value; undefined where it takes something else. */
export function detailFor(
  code: UpstreamProbe['code'],
  url: string,
): { readonly name: DetailName; readonly value: string } | undefined {
  if (code === 'wrong-host') return { name: 'host', value: URL.canParse(url) ? new URL(url).host : '' };
  if (code === 'tls-wrong-name') return { name: 'serverName', value: '' };
  return code === 'tls-untrusted' ? { name: 'ca', value: '' } : undefined;
}

/** Adds the detail that mends what a try came to; what is there already stays. */
export function withDetailFor(details: UpstreamDetails, probe: UpstreamProbe, url: string): UpstreamDetails {
  const detail = detailFor(probe.code, url);
  return detail === undefined ? details : { [detail.name]: detail.value, ...details };
}

/** An upstream as it is tried and written: fields that were left empty stay out. */
export function upstreamOf(url: string, details: UpstreamDetails) {
  const trimmed = Object.entries(details).map(([name, value]) => [name, value?.trim() ?? ''] as const);
  return { url, ...Object.fromEntries(trimmed.filter(([, value]) => value !== '')) };
}
