import type { APIEmbed } from 'discord.js';
import type { Run } from '../../runs/run.js';
import type { Texts } from '../../texts/texts.js';
import type { HostLoad } from '../host-load.js';
import { cut, fitEmbed, plain } from '../limits.js';
import { bar, headline, STATE_COLOUR } from './format.js';

const gib = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);

/** The machine that trains: its GPUs or its CPU, memory, and what trains on it. */
export function gpuView(load: HostLoad, runs: readonly Run[], { t }: Texts): APIEmbed {
  const { host, gpus, cores, busyCores, free, total } = load;
  const running = runs.filter(({ state }) => state === 'running');
  const gpuFields = gpus.map(({ index, name, used, total: all, busy }) => ({
    name: t('host.gpu', { index, name }),
    value: t('host.gpu_is', {
      ...{
        bar: bar(all > 0 ? used / all : 0),
        used: gib(used),
        total: gib(all),
        free: gib(all - used),
        busy,
      },
    }),
  }));
  const busy = Math.min(cores, busyCores).toFixed(1);
  return fitEmbed({
    color: running.length > 0 ? STATE_COLOUR.running : STATE_COLOUR.queued,
    title: t('host.title', { host }),
    ...(gpus.length === 0 ? { description: t('host.no_gpu') } : {}),
    fields: [
      ...gpuFields,
      { name: t('host.cpu'), value: t('host.cpu_is', { cores, busy }) },
      {
        name: t('host.memory'),
        value: t('host.memory_is', { bar: bar(1 - free / total), free: gib(free), total: gib(total) }),
      },
      {
        name: t('host.trains'),
        value:
          running
            .map(
              ({ id, spec, intent, progress }) =>
                `**${t('queue.run', { run: id })}** ${progress ? bar(progress.share) : ''} \`${headline(spec)}\`${intent ? ` — ${cut(plain(intent).replaceAll('\n', ' '), 80)}` : ''}`,
            )
            .join('\n') || t('host.nothing'),
      },
    ],
  });
}
