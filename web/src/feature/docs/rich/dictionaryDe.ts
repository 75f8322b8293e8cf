export { de as german } from '@blocknote/core/locales';
