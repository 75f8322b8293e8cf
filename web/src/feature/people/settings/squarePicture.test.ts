import { expect, it } from 'vitest';
import { middleSquare } from './squarePicture';

it('[AUTH73] a picture is the middle of its image, and no larger than it is', () => {
  expect(middleSquare(1000, 600)).toEqual({ left: 200, top: 0, from: 600, to: 256 });
  expect(middleSquare(600, 1001)).toEqual({ left: 0, top: 200, from: 600, to: 256 });
  expect(middleSquare(64, 64)).toEqual({ left: 0, top: 0, from: 64, to: 64 });
});
