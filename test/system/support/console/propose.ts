import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Proposes a policy that opens more, as whoever uses the page, where weakening wants a second person. */
export async function propose(page: Page): Promise<void> {
  const status = await page.evaluate(async () => {
    const { csrf } = (await (await fetch('/api/v1/me')).json()) as { csrf: string };
    const text = 'permit (principal is Person, action == Action::"open", resource == App::"repository");';
    const answer = await fetch('/api/v1/policies', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'csrf-token': csrf },
      body: JSON.stringify({
        name: 'everybody-repository',
        title: 'Everybody may open the source code',
        text,
        message: 'For the open day',
      }),
    });
    return answer.status;
  });
  expect(status).toBe(409);
}
