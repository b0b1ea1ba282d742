import type { AuditLog } from '#contracts/events.ts';
import type { LiveBook } from '../push/live-connections.ts';
import type { News } from './news.ts';
import { toldByRecord, type Told } from './told.ts';

/** The same audit log, whose records are told as news once they are committed. */
export function tellRecords<Log extends AuditLog>(log: Log, news: Pick<News, 'note'>): Log {
  return {
    ...log,
    async append(event) {
      const appended = await log.append(event);
      news.note(() => toldByRecord(event.kind, event.about));
      return appended;
    },
  };
}

/** The same book of live connections, whose differences are told as news. */
export function tellLive(book: LiveBook, news: Pick<News, 'note'>): LiveBook {
  return {
    async clear(gateway) {
      await book.clear(gateway);
      news.note(() => [{ noun: 'connections', kind: 'closed' }]);
    },
    async write(gateway, opened, closed) {
      await book.write(gateway, opened, closed);
      const told = (kind: string, id: string): Told => ({ noun: 'connections', kind, id });
      news.note(() => [
        ...opened.map(({ id }) => told('opened', id)),
        ...closed.map((id) => told('closed', id)),
      ]);
    },
  };
}
