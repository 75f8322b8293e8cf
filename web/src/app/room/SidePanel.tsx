// The side panel: Chat, Threads, People, Activity beside any surface; an overlay when the page is
// narrower, a full-height sheet on a phone.
import { Tabs } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ChatView } from '../../feature/chat/ChatView';
import { usePreferences } from '../../state/preferences';
import { IconAction } from '../../ui/IconAction';
import { Loading } from '../../kit/StateView';
import { CloseIcon, ExpandIcon } from '../../ui/icons';
import { Boundary } from '../Boundary';
import { panels, type Panel } from '../routes';
import classes from './room.module.css';
import { useRoomScope } from './roomContext';
import { useRoomUnread } from './useRoomEffects';

const PanelResizer = lazy(() =>
  import('./PanelResizer').then((m) => ({ default: m.PanelResizer })),
);
const PinsButton = lazy(() =>
  import('../../feature/chat/PinsButton').then((m) => ({ default: m.PinsButton })),
);
const ThreadsPanel = lazy(() =>
  import('./ThreadsPanel').then((m) => ({ default: m.ThreadsPanel })),
);
const ActivityView = lazy(() =>
  import('../../feature/people/room/ActivityView').then((m) => ({ default: m.ActivityView })),
);
const PeopleView = lazy(() =>
  import('../../feature/people/room/PeopleView').then((m) => ({ default: m.PeopleView })),
);
const PhoneSheet = lazy(() => import('./PhoneSheet').then((m) => ({ default: m.PhoneSheet })));

export function SidePanel() {
  const { t } = useTranslation();
  const { address, layout } = useRoomScope();
  const { panelWidth } = usePreferences();
  const { panel, setPanel } = address;
  if (layout === 'phone') {
    return (
      <Suspense fallback={null}>
        <PhoneSheet opened={panel !== null} onClose={() => setPanel(null)}>
          {panel ? <PanelContent panel={panel} /> : null}
        </PhoneSheet>
      </Suspense>
    );
  }
  if (!panel) return null;
  return (
    <aside
      className={classes.panel}
      style={{ inlineSize: layout === 'wide' ? panelWidth : undefined }}
      data-region="panel"
      tabIndex={-1}
      aria-label={t('app.panelLabel')}
    >
      <Suspense fallback={null}>{layout === 'wide' ? <PanelResizer /> : null}</Suspense>
      <PanelContent panel={panel} />
    </aside>
  );
}

function PanelContent({ panel }: { panel: Panel }) {
  const { t } = useTranslation();
  const { address, layout } = useRoomScope();
  const unread = useRoomUnread(address.room);
  return (
    <Tabs
      value={panel}
      onChange={(value) => address.setPanel(panels.find((name) => name === value) ?? null)}
      className={classes.tabs ?? ''}
      keepMounted={false}
    >
      <div className={classes.tabBar}>
        <Tabs.List className={classes.tabList ?? ''} aria-label={t('app.panelLabel')}>
          {panels.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {name === 'chat' && unread > 0 && panel !== 'chat'
                ? t('app.chatCount', { count: unread })
                : t(`app.panel.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Suspense fallback={null}>
          {panel === 'chat' ? (
            <PinsButton room={address.room} onJump={address.showMessage} />
          ) : null}
        </Suspense>
        {panel === 'chat' && layout !== 'phone' && address.kind !== 'chat' ? (
          <IconAction
            label={t('app.expandChat')}
            icon={ExpandIcon}
            onClick={() => address.go(address.placeOf('chat', 'main'))}
          />
        ) : null}
        {layout === 'wide' ? null : (
          <IconAction
            label={t('common.close')}
            icon={CloseIcon}
            onClick={() => address.setPanel(null)}
          />
        )}
      </div>
      {panels.map((name) => (
        <Tabs.Panel key={name} value={name} className={classes.tabPanel ?? ''}>
          <Boundary place="panel">
            <Suspense fallback={<Loading />}>
              <PanelBody panel={name} />
            </Suspense>
          </Boundary>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function PanelBody({ panel }: { panel: Panel }) {
  const { address, open } = useRoomScope();
  const { room } = address;
  switch (panel) {
    case 'chat':
      return <ChatView room={room} at={address.at} onOpenThread={address.setThread} />;
    case 'threads':
      return <ThreadsPanel />;
    case 'people':
      return <PeopleView room={room} placeOf={address.placeOf} onShare={() => open('share')} />;
    case 'activity':
      return <ActivityView room={room} />;
  }
}
