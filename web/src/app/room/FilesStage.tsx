// The files of the room on the stage; the address says of which kind.
import { useTranslation } from 'react-i18next';
import { shownKind } from '../../feature/files/fileKinds';
import { FilesView } from '../../feature/files/FilesView';
import { addFileWords } from '../../i18n/files';
import { useWords } from '../../i18n/useWords';
import { Loading } from '../../kit/StateView';
import { SurfaceFrame } from '../../kit/SurfaceFrame';
import { useRoomView } from '../../state/useRoom';
import { FileIcon } from '../../ui/icons';
import { useRoomScope } from './roomContext';

export function FilesStage() {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const words = useWords(addFileWords);
  const joined = useRoomView(address.room)?.phase.name === 'joined';
  if (!words || !joined) return <Loading />;
  return (
    <SurfaceFrame title={t('app.files')} icon={FileIcon} status={{ name: 'ready' }}>
      <FilesView
        room={address.room}
        kind={shownKind(address.surface)}
        onKind={(kind) => address.go(address.placeOf('files', kind))}
        onShow={({ seq, thread_root: root }) =>
          root === undefined ? address.showMessage(seq) : address.setThread(root)
        }
        onChat={() => address.setPanel('chat')}
      />
    </SurfaceFrame>
  );
}
