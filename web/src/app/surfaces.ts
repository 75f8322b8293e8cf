// The kinds of surfaces that this app has, by name. A new kind is one line here.
import { richSurface } from '../feature/docs/rich/surface';
import { textSurface } from '../feature/docs/surface';
import { createSurfaceRegistry } from '../kit/surface';

export const surfaces = createSurfaceRegistry([richSurface, textSurface]);
