const tries = 3;
const pauseMs = 500;

/**
 * Fetches a stylesheet of the page again that did not come: under load a request may be refused, and without its
 * style a page cannot be used. Scripts of the page run after its stylesheets came or failed. After some tries the page
 * is shown as it is.
 */
export async function fetchStyleAgain(): Promise<void> {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) await complete(link);
}

async function complete(first: HTMLLinkElement): Promise<void> {
  let link = first;
  for (let tried = 0; isLost(link) && tried < tries; tried += 1) {
    if (tried > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs * tried));
    const again = link.cloneNode();
    if (!(again instanceof HTMLLinkElement)) return;
    const over = new Promise((resolve) => {
      again.addEventListener('load', resolve, { once: true });
      again.addEventListener('error', resolve, { once: true });
    });
    link.replaceWith(again);
    await over;
    link = again;
  }
}

/** Of a stylesheet that did not come browsers say null, one without rules, or one that may not be read. */
function isLost({ sheet }: HTMLLinkElement): boolean {
  try {
    return sheet === null || sheet.cssRules.length === 0;
  } catch {
    return true;
  }
}
