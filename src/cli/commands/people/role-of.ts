import { type Role, roleSchema } from '#contracts/api/people.ts';
import { UsageError } from '../../command.ts';

/** Reads a role as it is typed. @throws UsageError */
export function roleOf(text: string): Role {
  const role = roleSchema.safeParse(text);
  if (!role.success) throw new UsageError(`--role is one of ${roleSchema.options.join(', ')}`);
  return role.data;
}
