/** The walls of the house (docs/house.md): no cycles, and imports only in the direction of the arrows. */
const room = (...names) => `^src/(${names.join('|')})/`;
/** What a room may reach besides itself; user-error.ts and texts/ are common ground. */
const only = (...names) => [room(...names, 'texts'), '^src/user-error\\.ts$'];
const packages = (...names) => `node_modules/(${names.join('|')})`;
const DISCORD = packages('discord\\.js', '@discordjs');
const TENSORFLOW = packages('@tensorflow');

const wall = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    wall('no-cycles', 'A cycle means two files are one.', {}, { circular: true }),
    wall(
      'tensorflow-stays-home',
      'Only training/ and tensorflow/ load TensorFlow.',
      { pathNot: ['^src/(training|tensorflow)/', '^test/(training|tensorflow|golden)/', '^scripts/'] },
      { path: TENSORFLOW },
    ),
    wall(
      'discord-stays-home',
      'Only chat/, commands/ and practice/ (types) know Discord.',
      { pathNot: ['^src/(chat|practice)/', '^commands/', '^test/'] },
      { path: DISCORD },
    ),
    wall(
      'task-is-the-ground',
      'task/ imports no other room.',
      { path: room('task') },
      { path: '^(src|commands)/', pathNot: only('task') },
    ),
    wall(
      'texts-stand-alone',
      'What Labmate says, for whoever says it.',
      { path: room('texts') },
      { path: '^(src|commands)/', pathNot: only() },
    ),
    wall(
      'runs-are-plain',
      'runs/ knows only task/, config/ and how a hub names models.',
      { path: room('runs') },
      { path: '^(src|commands)/', pathNot: [...only('runs', 'task', 'config'), '^src/hub/hub-id\\.ts$'] },
    ),
    wall(
      'config-is-plain',
      'config/ knows only task/.',
      { path: room('config') },
      { path: '^(src|commands)/', pathNot: only('config', 'task') },
    ),
    wall(
      'the-worker-knows-no-bot',
      'training/ gets a spec and a folder.',
      { path: room('training', 'tensorflow') },
      { path: '^(src|commands)/', pathNot: only('training', 'tensorflow', 'task', 'runs', 'config', 'hub') },
    ),
    wall(
      'hub-stands-alone',
      'hub/ fetches files; what is in them is for others to know.',
      { path: room('hub') },
      { path: '^(src|commands)/', pathNot: only('hub') },
    ),
    wall(
      'bench-measures-from-outside',
      'Only the measured process loads the engine; it is started by its path.',
      { path: room('bench'), pathNot: '^src/bench/labmate/' },
      { path: '^(src|commands)/', pathNot: only('bench', 'config') },
    ),
    wall(
      'the-measured-process',
      'bench/labmate/ drives a trainer as a run does.',
      { path: '^src/bench/labmate/' },
      { path: '^(src|commands)/', pathNot: only('bench', 'training', 'tensorflow', 'task', 'config') },
    ),
    wall(
      'nobody-imports-the-measured-process',
      'It would bring TensorFlow along.',
      { pathNot: ['^src/bench/labmate/', '^test/bench/'] },
      { path: '^src/bench/labmate/' },
    ),
    wall(
      'queue-knows-runs',
      'queue/ starts the worker by its path, not by import.',
      { path: room('queue') },
      { path: '^(src|commands)/', pathNot: only('queue', 'runs', 'config', 'task') },
    ),
    wall(
      'predict-asks-a-process',
      'predict/ starts the process that holds a model by its path; of training/ it knows the messages, of ensemble/ how one answers.',
      { path: room('predict') },
      {
        path: '^(src|commands)/',
        pathNot: [
          ...only('predict', 'queue', 'runs', 'config', 'task'),
          '^src/training/(text|predict)-job\\.ts$',
          '^src/ensemble/serve-ensemble\\.ts$',
        ],
      },
    ),
    wall(
      'ensemble-is-plain',
      '',
      { path: room('ensemble') },
      { path: '^(src|commands)/', pathNot: only('ensemble', 'runs', 'config', 'task') },
    ),
    wall(
      'disk-is-plain',
      "disk/ knows runs, and where a hub's models lie.",
      { path: room('disk') },
      { path: '^(src|commands)/', pathNot: only('disk', 'runs', 'hub', 'config', 'task') },
    ),
    wall(
      'sheet-is-a-projection',
      '',
      { path: room('sheet') },
      { path: '^(src|commands)/', pathNot: only('sheet', 'runs', 'config', 'task') },
    ),
    wall(
      'audit-is-plain',
      '',
      { path: room('audit') },
      { path: '^(src|commands)/', pathNot: only('audit', 'runs') },
    ),
    wall(
      'practice-stands-alone',
      'The bot must not know that it is practice, nor practice the bot.',
      { path: room('practice') },
      { path: '^(src|commands)/', pathNot: only('practice') },
    ),
    wall(
      'only-main-knows-practice',
      '',
      { path: '^(src|commands)/', pathNot: ['^src/practice/', '^src/places\\.ts$', '^test/'] },
      { path: room('practice') },
    ),
    wall(
      'charts-are-drawn-in-their-thread',
      'The canvas would keep the gateway waiting: chart-thread.ts starts the thread by its path.',
      { path: '^src/', pathNot: '^src/chat/charts/' },
      {
        path: '^src/chat/charts/',
        pathNot: '^src/chat/charts/chart-message\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    wall(
      'nobody-imports-commands',
      'Commands are found by the loader.',
      { path: '^src/' },
      { path: '^commands/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types'],
    },
  },
};
