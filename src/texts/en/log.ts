export const log = {
  of: 'Log of run {{run}}',
  end: 'Log of run {{run}}, its end',
  empty: 'Nothing was written to it yet.',
  live: 'It goes on in the thread while the run trains: <#{{thread}}>',
} as const;
