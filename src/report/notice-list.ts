import type { Notice } from "../notices.ts";
import type { ReportNotices } from "./report-data.ts";

/** Notices that a report lists; the others are counted. */
const MAX_NOTICES = 500;

/** The notices of a run, for its report. Holds MAX_NOTICES of them. */
export class NoticeList {
  private readonly shown: Notice[];
  private count: number;

  /** @param earlier of the run that is gone on with */
  constructor({ shown, count }: ReportNotices = { shown: [], count: 0 }) {
    this.shown = [...shown];
    this.count = count;
  }

  get all(): ReportNotices {
    return { shown: this.shown, count: this.count };
  }

  add(notice: Notice): void {
    if (notice.severity === "info") return;
    this.count++;
    if (this.shown.length < MAX_NOTICES) this.shown.push(notice);
  }
}
