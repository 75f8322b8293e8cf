// A new room: its name, and what it begins with. What is made step by step is shown, and what could
// not be made can be asked for again without making anything twice.
import { Alert, Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { TFunction } from 'i18next';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../kit/errorWords';
import { useReturnFocus } from '../../ui/useReturnFocus';
import { WarningIcon, iconStroke } from '../../ui/icons';
import classes from './NewRoomDialog.module.css';
import type { ReadyTemplate } from './templateContent';
import { templateOf, templates, type RoomTemplate } from './templates';
import { useReadyTemplate } from './useReadyTemplate';
import { useRoomMaking, type Making, type RoomMaking } from './useRoomMaking';

export interface NewRoomDialogProps {
  /** Id of a template, or of none. */
  template: string;
  onClose: () => void;
  onMade: (room: string) => void;
}

export function NewRoomDialog({ template: first, onClose, onMade }: NewRoomDialogProps) {
  const { t } = useTranslation();
  useReturnFocus();
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [name, setName] = useState('');
  const [template, setTemplate] = useState(() => templateOf(first));
  const ready = useReadyTemplate(template);
  const room = useRoomMaking(onMade);
  const { making } = room;
  const begun = making.name === 'stopped' && making.begun;
  const close = () => {
    room.giveUp();
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (making.name === 'working' || !ready || name.trim() === '') return;
    if (begun) room.goOn();
    else room.make({ ...ready, name: name.trim() });
  };
  return (
    <Modal
      opened
      onClose={close}
      size={640}
      fullScreen={phone}
      title={t('home.newRoom')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="lg">
          <Stopped making={making} />
          {begun ? null : <Wishes {...{ name, setName, template, setTemplate, ready }} />}
          <Footer {...{ making, room, onMade }} onClose={close} />
        </Stack>
      </form>
    </Modal>
  );
}

interface WishesProps {
  name: string;
  setName: (name: string) => void;
  template: RoomTemplate;
  setTemplate: (template: RoomTemplate) => void;
  ready: ReadyTemplate | null;
}

function Wishes({ name, setName, template, setTemplate, ready }: WishesProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        data-autofocus
        required
        withAsterisk={false}
        maxLength={80}
        label={t('home.roomName')}
        placeholder={t('home.example', { name: t(template.exampleKey) })}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TemplateChoice chosen={template} onChoose={setTemplate} />
      <Text fz="sm" c="dimmed" className={classes.contains} data-pending={!ready || undefined}>
        {ready && ready.documents.length > 0
          ? t('home.contains', { titles: titlesOf(ready.documents) })
          : t('home.containsNothing')}
      </Text>
    </>
  );
}

function titlesOf(documents: readonly { title: string }[]): string {
  return documents.map(({ title }) => title).join(', ');
}

interface TemplateChoiceProps {
  chosen: RoomTemplate;
  onChoose: (template: RoomTemplate) => void;
}

function TemplateChoice({ chosen, onChoose }: TemplateChoiceProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      name="template"
      label={t('home.startWith')}
      value={chosen.id}
      onChange={(id) => onChoose(templateOf(id))}
    >
      <div className={classes.templates}>
        {templates.map((template) => {
          const Icon = template.icon;
          return (
            <Radio.Card
              key={template.id}
              value={template.id}
              className={classes.template ?? ''}
              tabIndex={template === chosen ? 0 : -1}
              aria-label={t(template.titleKey)}
              aria-describedby={`template-${template.id}`}
            >
              <Icon size={20} stroke={iconStroke} aria-hidden />
              <span>
                <Text component="span" display="block" fw={500}>
                  {t(template.titleKey)}
                </Text>
                <Text
                  component="span"
                  display="block"
                  fz="sm"
                  c="dimmed"
                  id={`template-${template.id}`}
                >
                  {t(template.purposeKey)}
                </Text>
              </span>
            </Radio.Card>
          );
        })}
      </div>
    </Radio.Group>
  );
}

function Stopped({ making }: { making: Making }) {
  const { t } = useTranslation();
  if (making.name !== 'stopped') return null;
  const words = errorWords(making.error);
  const missing = making.missing.map((step) =>
    step.name === 'document' ? step.title : t('home.failed.welcome'),
  );
  const what = making.begun
    ? t('home.failed.begun', { missing: missing.join(', ') })
    : t('home.failed.nothing');
  return (
    <Alert
      color={making.begun ? 'amber' : 'red'}
      variant="light"
      role="alert"
      title={t(words.titleKey)}
      icon={<WarningIcon size={18} stroke={iconStroke} aria-hidden />}
    >
      <Text fz="sm">{`${what} ${t(words.adviceKey)}`}</Text>
      {making.error.requestId ? (
        <Text fz="xs" ff="monospace" mt="xs">
          {t('common.requestId', { id: making.error.requestId })}
        </Text>
      ) : null}
    </Alert>
  );
}

interface FooterProps {
  making: Making;
  room: RoomMaking;
  onMade: (room: string) => void;
  onClose: () => void;
}

function Footer({ making, room, onMade, onClose }: FooterProps) {
  const { t } = useTranslation();
  const working = making.name === 'working';
  const begun = making.name === 'stopped' && making.begun ? making : null;
  return (
    <div className={classes.foot}>
      <Text fz="sm" c="dimmed" role="status" className="at-ellipsis" flex={1}>
        {working ? stepWords(t, making) : ''}
      </Text>
      <Group gap="sm" wrap="nowrap">
        {begun ? (
          <Button variant="default" onClick={() => onMade(begun.room)}>
            {t('home.failed.openAnyway')}
          </Button>
        ) : (
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        )}
        <Button type="submit" loading={working}>
          {t(begun ? 'home.failed.rest' : room.tried ? 'common.retry' : 'home.create')}
        </Button>
      </Group>
    </div>
  );
}

function stepWords(t: TFunction, { step }: Extract<Making, { name: 'working' }>): string {
  switch (step.name) {
    case 'room':
      return t('home.making.room');
    case 'document':
      return t('home.making.document', { title: step.title });
    case 'welcome':
      return t('home.making.welcome');
  }
}
