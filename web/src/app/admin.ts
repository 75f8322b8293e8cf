// Running the workspace, for its owners, as one chunk.
export { ActivityPage } from '../feature/people/admin/ActivityPage';
export { MailPage } from '../feature/people/admin/MailPage';
export { PeoplePage } from '../feature/people/admin/PeoplePage';
