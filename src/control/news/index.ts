export { watchElsewhere, type Traces } from './elsewhere.ts';
export { createNews, type Heard, type News, type Reader } from './news.ts';
export { tellLive, tellRecords } from './tap.ts';
