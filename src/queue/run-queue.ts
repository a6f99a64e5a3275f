/**
 * Where runs wait and on which host they train. The store says which runs are queued and in which order; a queue takes
 * them from there, starts the worker and hands what it reports to Runs. Local, BullMQ and Slurm keep this contract.
 */
export interface RunQueue {
  /** Begins to take runs. Interrupted runs must have been recovered before. */
  start(): Promise<void>;
  /** A run was queued: look again. */
  wake(): void;
  /** Stops a running worker; resolves when it is gone and the run has its final state. */
  cancel(runId: string): Promise<void>;
  /** Stops taking runs and ends the workers; their runs are found as interrupted at the next start. */
  stop(): Promise<void>;
}
