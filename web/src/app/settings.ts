// The settings as one chunk.
export { AppearancePage } from '../feature/people/settings/AppearancePage';
export { DevicesPage } from '../feature/people/settings/DevicesPage';
export { KeyboardPage } from '../feature/people/settings/KeyboardPage';
export { ProfilePage } from '../feature/people/settings/ProfilePage';
export { SettingsLayout } from '../feature/people/settings/SettingsLayout';
