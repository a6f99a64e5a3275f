import { z } from 'zod';
import { type Language, LANGUAGES } from '../texts/language.js';

/** What is predicted and in which form it is handed in: one YAML file in configs/tasks/. */
export const taskSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  /** Label order: of logits, of metrics, and of the keys of a submission line. */
  labels: z.array(z.string().min(1)).min(2),
  /** What people call the labels, a language each; those without a name are shown as they are. Absent in old runs. */
  label_names: z.partialRecord(z.enum(LANGUAGES), z.record(z.string(), z.string().min(1))).optional(),
  submission: z.strictObject({
    /** How a label's answer is written: `"True"` and `"False"` in the NIKL task. */
    yes: z.string(),
    no: z.string(),
    /** A line without any label set is refused by the judges: the likeliest label is set then. */
    at_least_one: z.boolean(),
  }),
});

export type Task = z.infer<typeof taskSchema>;

/** What a label is called in a language. */
export const labelName = ({ label_names }: Task, label: string, language: Language): string =>
  label_names?.[language]?.[label] ?? label;
