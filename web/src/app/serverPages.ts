// Running the server, for owners, as one chunk: few open it, and seldom.
export { HealthPage } from '../feature/people/admin/HealthPage';
export { LimitsPage } from '../feature/people/admin/LimitsPage';
export { StoragePage } from '../feature/people/admin/StoragePage';
export { WorkspacePage } from '../feature/people/admin/WorkspacePage';
