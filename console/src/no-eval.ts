import { z } from 'zod';

// Schemas would try whether code may be made from text, which our content security policy refuses and reports.
// This module comes before every other that defines a schema.
z.config({ jitless: true });
