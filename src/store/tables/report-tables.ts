import type { PersonId, ReportId } from '#base/ids.ts';
import type { Actor } from '#contracts/events.ts';
import type { ReportDone, ReportSubject } from '#contracts/api/reports.ts';
import type { Json, MaybeTime, Time } from './column-types.ts';

export interface ReportsTable {
  id: ReportId;
  personId: PersonId;
  kind: ReportSubject['kind'];
  aboutId: string;
  about: Json<ReportSubject>;
  done: Json<ReportDone>;
  createdAt: Time;
  acknowledgedAt: MaybeTime;
  acknowledgedBy: Json<Actor> | null;
}
