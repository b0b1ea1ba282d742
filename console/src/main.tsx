import './no-eval.ts';
import './trusted-types.ts';
import '@mantine/core/styles.css';
import './console.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Look } from './look.tsx';
import { queries } from './queries.ts';
import { router } from './router.tsx';
import { followEvents } from './stream/stream.ts';
import { fetchStyleAgain } from './style-again.ts';
import { startTexts } from './texts/texts.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');

// The component library writes style elements; our content security policy accepts them by this nonce alone.
const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

await Promise.all([startTexts(), fetchStyleAgain()]);
followEvents(queries);

createRoot(root).render(
  <StrictMode>
    <Look nonce={nonce}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Look>
  </StrictMode>,
);
