// What can be done with a surface, as one part of the app that loads behind the room.
export { SurfaceCommands } from './SurfaceCommands';
export { SurfaceMenu } from './SurfaceMenu';
