/** Every folder that speaks to the outside, in the order in which a stranger would read them. */
import { ViewerModule } from './access/viewer.module.js';
import { NoticeModule } from './notice/notice.module.js';

export const featureModules = [ViewerModule, NoticeModule];
