// The history of an open document: beside the text when there is room for it, else in a sheet, on a
// phone over the whole page. A chosen time is read in place of the editor.
import type { DocumentHandle, StoredDocuments, VersionsPage } from '@atelier/sdk';
import { Alert, Drawer, Switch, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { IconAction } from '../../../ui/IconAction';
import { CloseIcon, iconStroke, OfflineIcon } from '../../../ui/icons';
import classes from './history.module.css';
import { HistoryMenu } from './HistoryMenu';
import { ReadingView } from './ReadingView';
import { ScrubberPlace } from './ScrubberPlace';
import type { History } from './useHistory';
import { useChoice, useHistoryView, type HistorySource } from './useHistoryView';
import { addHistoryWords } from '../../../i18n/history';
import { useWords } from '../../../i18n/useWords';
import { useStored } from './useStored';
import { useVersions } from './useVersions';
import { VersionList } from './VersionList';

export interface HistoryPanelProps {
  room: string;
  document: string;
  title: string;
  handle: DocumentHandle;
  history: History;
  wide: boolean;
}

export function HistoryPanel(props: HistoryPanelProps) {
  const { room, document, title, handle, history, wide } = props;
  const words = useWords(addHistoryWords);
  const stored = useStored(room);
  const versions = useVersions(stored, { room, document, handle });
  const choice = useChoice(history.cover);
  const { page, error, offline, refresh } = versions;
  const ready = words && stored && page;
  return (
    <Place wide={wide} onClose={() => history.open(false)}>
      {words && offline ? <Offline /> : null}
      {words && error && !page ? <Failure error={error} onRetry={() => void refresh()} /> : null}
      {ready ? (
        <Opened
          source={{ room, title, document, stored, versions, page, choice }}
          history={history}
          wide={wide}
        />
      ) : null}
      {!ready && !error && !(offline && words) ? (
        <Loading>
          <LineSkeleton lines={6} height={22} />
        </Loading>
      ) : null}
    </Place>
  );
}

function Offline() {
  const { t } = useTranslation();
  return (
    <Alert
      variant="light"
      color="gray"
      radius={0}
      p="xs"
      px="md"
      role="status"
      icon={<OfflineIcon size={16} stroke={iconStroke} aria-hidden />}
    >
      <Text fz="sm">{t('history.offline')}</Text>
    </Alert>
  );
}

interface OpenedProps {
  source: HistorySource & { stored: StoredDocuments; page: VersionsPage };
  history: History;
  wide: boolean;
}

function Opened({ source, history, wide }: OpenedProps) {
  const { t } = useTranslation();
  const view = useHistoryView(source);
  const { chosen } = view;
  const list = wide || !chosen;
  return (
    <>
      <ScrubberPlace view={view} />
      {list ? (
        <div className={classes.options}>
          <Switch
            size="xs"
            label={t('history.authors')}
            checked={history.authors}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              history.showAuthors(checked);
              view.choose(null);
              // A sheet would cover what it shows.
              if (checked && !wide) history.open(false);
            }}
          />
          <HistoryMenu room={source.room} view={view} />
        </div>
      ) : null}
      {list ? <VersionList view={view} /> : null}
      {chosen ? <ReadingView key="reading" view={view} chosen={chosen} wide={wide} /> : null}
    </>
  );
}

interface PlaceProps {
  wide: boolean;
  onClose: () => void;
  children: ReactNode;
}

function Place({ wide, onClose, children }: PlaceProps) {
  const { t } = useTranslation();
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  if (wide) {
    return (
      <aside className={classes.margin} aria-label={t('docs.history')}>
        <div className={classes.head}>
          <Text component="h3" fz="sm" fw={500} flex={1}>
            {t('docs.history')}
          </Text>
          <IconAction small label={t('common.close')} icon={CloseIcon} onClick={onClose} />
        </div>
        {children}
      </aside>
    );
  }
  return (
    <Drawer
      opened
      onClose={onClose}
      position={phone ? 'bottom' : 'right'}
      size={phone ? '100%' : 480}
      padding={0}
      title={t('docs.history')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      classNames={{
        header: classes.sheetHead ?? '',
        content: classes.sheet ?? '',
        body: classes.sheetBody ?? '',
      }}
    >
      {children}
    </Drawer>
  );
}
