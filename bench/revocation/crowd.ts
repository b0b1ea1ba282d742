import { type Member, openMember } from '../../test/system/support/member.ts';
import type { Seat } from '../../test/system/support/seat.ts';
import type { FromCrowd, ToCrowd } from './messages.ts';

// The people, in a process of their own, so that nothing else delays the reading of their clocks.
const atOnce = 40;
const members: Member[] = [];

async function connectAll(seats: readonly Seat[]): Promise<void> {
  const left = [...seats];
  const work = async (): Promise<void> => {
    for (let seat = left.shift(); seat !== undefined; seat = left.shift()) {
      const member = openMember(seat);
      members.push(member);
      await member.settled;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

function tell(message: FromCrowd): void {
  process.send?.(message);
}

process.on('message', (message: ToCrowd) => {
  if (message.kind === 'connect') void connectAll(message.seats).then(() => tell({ kind: 'connected' }));
  if (message.kind === 'mark') {
    for (const member of members) member.mark();
    tell({ kind: 'marked' });
  }
  if (message.kind === 'fates') tell({ kind: 'fates', fates: members.map((member) => member.fate()) });
  if (message.kind === 'end') for (const member of members.splice(0)) member.destroy();
});
process.on('disconnect', () => process.exit(0));
