// What the bars of a room load once the room is there: one file, for each would have its own overhead.
export { Following } from './Following';
export { PeopleMenu } from './PeopleMenu';
export { RoomMenu } from './RoomMenu';
