import type { WorkerEvent } from './worker-event.js';

type Of<Type extends WorkerEvent['type']> = Extract<WorkerEvent, { type: Type }>;

/** A look at the dev set. */
export type DevLook = {
  /** Epochs that were done by then: 2.5 is in the middle of the third. */
  at: number;
  dev_loss: number;
  micro_f1: number;
  /** False for one within an epoch. */
  ends: boolean;
};

/**
 * All looks at the dev set in their order: at each epoch's end, and with `eval_steps` within, which are placed by
 * their step. Without a place (a run of which neither an epoch's last step nor their number is known) one within is
 * left out.
 * @param events of one run; steps are not needed
 */
export function devLooks(events: readonly WorkerEvent[]): DevLook[] {
  const perEpoch = stepsPerEpoch(events);
  return events
    .flatMap((event): DevLook[] => {
      if (event.type === 'epoch') return [look(event, event.epoch, true)];
      if (event.type !== 'eval' || perEpoch === undefined) return [];
      return [look(event, event.step / perEpoch, false)];
    })
    .sort((a, b) => a.at - b.at);
}

const look = ({ dev_loss, micro_f1 }: Of<'epoch' | 'eval'>, at: number, ends: boolean): DevLook => ({
  ...{ at, dev_loss, micro_f1, ends },
});

/** Every epoch has as many. */
function stepsPerEpoch(events: readonly WorkerEvent[]): number | undefined {
  const epoch = events.find((event): event is Of<'epoch'> => event.type === 'epoch');
  if (epoch?.step !== undefined) return epoch.step / epoch.epoch;
  const start = events.find((event): event is Of<'start'> => event.type === 'start');
  return start && start.epochs > 0 && start.steps > 0 ? start.steps / start.epochs : undefined;
}
