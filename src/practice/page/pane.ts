/** Which half of the page a phone shows. */
export type Pane = 'channel' | 'sheet';
