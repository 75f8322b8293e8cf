// What a room loads for following and presenting once it is there: one file for all of it.
export { Following } from './Following';
export { PeopleMenu } from './PeopleMenu';
