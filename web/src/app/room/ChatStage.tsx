// The chat made large.
import { useTranslation } from 'react-i18next';
import { ChatView } from '../../feature/chat/ChatView';
import { SurfaceFrame } from '../../kit/SurfaceFrame';
import { usePresent } from '../../state/useRoom';
import { ChatIcon } from '../../ui/icons';
import classes from './room.module.css';
import { useRoomScope } from './roomContext';

export function ChatStage() {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const present = usePresent(address.room);
  return (
    <SurfaceFrame
      title={t('app.panel.chat')}
      icon={ChatIcon}
      people={present}
      status={{ name: 'ready' }}
    >
      <div className={classes.chatColumn}>
        <ChatView room={address.room} at={address.at} onOpenThread={address.setThread} />
      </div>
    </SurfaceFrame>
  );
}
