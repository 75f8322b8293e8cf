// The documents of all templates, by `<template>/<name>`.
import { byName } from './byName';

export const texts = byName(
  import.meta.glob('./de/*/*.md', { query: '?raw', import: 'default', eager: true }),
);
