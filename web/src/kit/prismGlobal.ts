// Makes Prism the global that its language files extend, and keeps it from touching the page by itself.
import Prism from 'prismjs';

Prism.manual = true;
(globalThis as { Prism?: typeof Prism }).Prism = Prism;
