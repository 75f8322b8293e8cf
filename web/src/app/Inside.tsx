// What a signed-in person has: commands and palette, home, settings, rooms.
import { lazy, Suspense, useEffect, useState } from 'react';
import { Navigate, Outlet, Route, Routes } from 'react-router';
import { onFirstToast } from '../kit/notify';
import { Loading } from '../kit/StateView';
import { useSessionQuery } from '../state/rest';
import { routes } from './routes';
import { GlobalCommands } from './shell/GlobalCommands';
import { Shell } from './shell/Shell';
import { useActivityReport } from './shell/useActivityReport';
import { NotFoundPage } from './StatusPages';
import { surfaces } from './surfaces';
import { useFocusHeading } from './useFocusHeading';

const HomePage = lazy(() =>
  import('../feature/home/HomePage').then((m) => ({ default: m.HomePage })),
);
const Toasts = lazy(() => import('./Toasts').then((m) => ({ default: m.Toasts })));
const RoomPage = lazy(() => import('./room/RoomPage').then((m) => ({ default: m.RoomPage })));
const settings = () => import('./settings');
const SettingsLayout = lazy(() => settings().then((m) => ({ default: m.SettingsLayout })));
const ProfilePage = lazy(() => settings().then((m) => ({ default: m.ProfilePage })));
const AppearancePage = lazy(() => settings().then((m) => ({ default: m.AppearancePage })));
const DevicesPage = lazy(() => settings().then((m) => ({ default: m.DevicesPage })));
const KeyboardPage = lazy(() => settings().then((m) => ({ default: m.KeyboardPage })));
const TrashPage = lazy(() =>
  import('../feature/people/settings/TrashPage').then((m) => ({ default: m.TrashPage })),
);
const admin = () => import('./admin');
const AdminPeoplePage = lazy(() => admin().then((m) => ({ default: m.PeoplePage })));
const server = () => import('./serverPages');
const AdminBrandPage = lazy(() => server().then((m) => ({ default: m.WorkspacePage })));
const AdminLimitsPage = lazy(() => server().then((m) => ({ default: m.LimitsPage })));
const AdminStoragePage = lazy(() => server().then((m) => ({ default: m.StoragePage })));
const AdminHealthPage = lazy(() => server().then((m) => ({ default: m.HealthPage })));
const AdminMailPage = lazy(() => admin().then((m) => ({ default: m.MailPage })));
const AdminActivityPage = lazy(() => admin().then((m) => ({ default: m.ActivityPage })));

const OwnersOnlyPage = lazy(() =>
  import('./OwnersOnlyPage').then((m) => ({ default: m.OwnersOnlyPage })),
);

export function Inside() {
  useFocusHeading();
  useActivityReport();
  const owner = useSessionQuery().data?.principal?.workspace_role === 'owner';
  return (
    <>
      <GlobalCommands />
      <ToastPlace />
      <Routes>
        <Route path={routes.room} element={<RoomPlace />} />
        <Route path={routes.surface} element={<RoomPlace />} />
        <Route element={<ShellOutlet />}>
          <Route path={routes.home} element={<HomePage surfaces={surfaces} />} />
          <Route path={routes.settings} element={<SettingsLayout />}>
            <Route index element={<Navigate to={routes.settingsProfile} replace />} />
            <Route path={routes.settingsProfile} element={<ProfilePage />} />
            <Route path={routes.settingsAppearance} element={<AppearancePage />} />
            <Route path={routes.settingsDevices} element={<DevicesPage />} />
            <Route path={routes.settingsKeyboard} element={<KeyboardPage />} />
            <Route path={routes.settingsTrash} element={<TrashPage />} />
          </Route>
          {owner ? (
            <Route path={routes.admin} element={<SettingsLayout />}>
              <Route index element={<Navigate to={routes.adminPeople} replace />} />
              <Route path={routes.adminPeople} element={<AdminPeoplePage />} />
              <Route path={routes.adminBrand} element={<AdminBrandPage />} />
              <Route path={routes.adminLimits} element={<AdminLimitsPage />} />
              <Route path={routes.adminStorage} element={<AdminStoragePage />} />
              <Route path={routes.adminHealth} element={<AdminHealthPage />} />
              <Route path={routes.adminMail} element={<AdminMailPage />} />
              <Route path={routes.adminActivity} element={<AdminActivityPage />} />
            </Route>
          ) : (
            <Route path={`${routes.admin}/*`} element={<OwnersOnlyPage />} />
          )}
          <Route path={routes.notFound} element={<NotFoundPage />} />
        </Route>
      </Routes>
    </>
  );
}

function RoomPlace() {
  return (
    <Suspense fallback={<Loading />}>
      <RoomPage />
    </Suspense>
  );
}

function ToastPlace() {
  const [needed, setNeeded] = useState(false);
  useEffect(() => onFirstToast(() => setNeeded(true)), []);
  return <Suspense fallback={null}>{needed ? <Toasts /> : null}</Suspense>;
}

function ShellOutlet() {
  return (
    <Shell>
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </Shell>
  );
}
