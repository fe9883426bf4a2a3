/** A member reads all that is held of its home and of itself, in a form that says which version it has: a few times a day. */
import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { isRefused, type Refused } from '../../kernel/decision.js';
import type { HomeViewer } from '../../kernel/viewer.js';
import { DailyLooks } from '../../metering/daily-looks.js';
import { Database } from '../../platform/database/database.js';
import { PartsOfHome } from './parts-of-home.js';

/** Raised when what stood under a name before stands there no more, or means something else. */
const EXPORT_FORMAT = 1;

export interface HomeExport {
  readonly format: number;
  readonly sections: Readonly<Record<string, unknown>>;
}

@Injectable()
export class ExportHome {
  constructor(
    private readonly database: Database,
    private readonly parts: PartsOfHome,
    private readonly looks: DailyLooks,
    private readonly clock: Clock,
  ) {}

  async execute(viewer: HomeViewer): Promise<HomeExport | Refused> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const usedUp = await this.looks.exported(tx, viewer.memberId, now);
      if (usedUp) return usedUp;
      const sections: Record<string, unknown> = {};
      for (const part of this.parts.all) {
        if (!part.exported) continue;
        const its = await part.exported(tx, viewer, now);
        if (isRefused(its)) return its;
        sections[part.section] = its;
      }
      return { format: EXPORT_FORMAT, sections };
    });
  }
}
