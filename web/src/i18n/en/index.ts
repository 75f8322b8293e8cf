import app from './app.json';
import auth from './auth.json';
import chat from './chat.json';
import common from './common.json';
import docs from './docs.json';
import home from './home.json';
import people from './people.json';

export const messages = { app, auth, chat, common, docs, home, people };
