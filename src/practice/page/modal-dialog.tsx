import type { APIModalInteractionResponseCallbackData, TextInputStyle } from 'discord.js';
import { useEffect, useRef } from 'preact/hooks';
import { useGuild } from './context.js';
import { COMPONENT } from './discord-numbers.js';
import { Markdown } from './markdown-view.js';

const PARAGRAPH = 2 as TextInputStyle.Paragraph;

type Field = {
  custom_id: string;
  label: string;
  description?: string | undefined;
  required: boolean;
} & (
  | { kind: 'text'; long: boolean; value: string; placeholder: string; min?: number; max?: number }
  | { kind: 'select'; options: { label: string; value: string; default?: boolean }[] }
);

type Part = { field: Field } | { text: string };

/** The two layouts that Discord takes: rows with a text input, and labels around an input or a menu. */
function partsOf(modal: APIModalInteractionResponseCallbackData): Part[] {
  return modal.components.flatMap((component): Part[] => {
    if (component.type === COMPONENT.text) return [{ text: component.content }];
    const inner =
      component.type === COMPONENT.label
        ? component.component
        : component.type === COMPONENT.row
          ? component.components[0]
          : undefined;
    const label = component.type === COMPONENT.label ? component.label : undefined;
    const description = component.type === COMPONENT.label ? component.description : undefined;
    if (inner?.type === COMPONENT.input) {
      return [
        {
          field: {
            kind: 'text',
            custom_id: inner.custom_id,
            label: label ?? inner.label ?? '',
            description,
            required: inner.required !== false,
            long: inner.style === PARAGRAPH,
            value: inner.value ?? '',
            placeholder: inner.placeholder ?? '',
            ...(inner.min_length !== undefined && { min: inner.min_length }),
            ...(inner.max_length !== undefined && { max: inner.max_length }),
          },
        },
      ];
    }
    if (inner?.type !== COMPONENT.select) return [];
    const { custom_id, options } = inner;
    return [
      {
        field: {
          kind: 'select',
          custom_id,
          label: label ?? '',
          description,
          required: inner.required !== false,
          options,
        },
      },
    ];
  });
}

/** The bot's form, as a dialog of the browser: focus stays inside, Esc closes it. */
export function ModalDialog() {
  const { view, t, submitModal, closeModal } = useGuild();
  const dialog = useRef<HTMLDialogElement>(null);
  const modal = view.modal?.modal;
  useEffect(() => {
    if (modal && dialog.current && !dialog.current.open) dialog.current.showModal();
  }, [modal]);
  if (!modal) return null;
  const waiting = view.pending.some((one) => one.kind === 'modal' && !one.failed);
  const failed = view.pending.find((one) => one.kind === 'modal' && one.failed);
  const parts = partsOf(modal);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    submitModal(
      parts.flatMap((part) => {
        if (!('field' in part)) return [];
        const value = form.get(part.field.custom_id);
        return [{ custom_id: part.field.custom_id, value: typeof value === 'string' ? value : '' }];
      }),
    );
  };
  return (
    <dialog ref={dialog} class="modal" aria-labelledby="modal-title" onClose={closeModal}>
      <form key={modal.custom_id} onSubmit={submit}>
        <h2 id="modal-title">{modal.title}</h2>
        <div class="modal-fields">
          {parts.map((part, i) =>
            'field' in part ? (
              <FieldView key={i} field={part.field} />
            ) : (
              <Markdown key={i} text={part.text} />
            ),
          )}
        </div>
        {failed && (
          <p class="failed" role="alert">
            {failed.reason ?? t.failed}
          </p>
        )}
        <div class="modal-buttons">
          <button type="button" class="button secondary" onClick={() => dialog.current?.close()}>
            {t.cancel}
          </button>
          <button type="submit" class="button primary" aria-busy={waiting} disabled={waiting}>
            {t.submit}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function FieldView({ field }: { field: Field }) {
  const { t } = useGuild();
  const id = `field-${field.custom_id}`;
  const shared = {
    id,
    name: field.custom_id,
    required: field.required,
    ...(field.description && { 'aria-describedby': `${id}-help` }),
  };
  return (
    <div class="field">
      <label for={id}>
        {field.label}
        {field.required && (
          <span class="required" title={t.required}>
            {' *'}
          </span>
        )}
      </label>
      {field.description && <small id={`${id}-help`}>{field.description}</small>}
      {field.kind === 'select' ? (
        <select {...shared} class="select">
          {field.options.map((option) => (
            <option key={option.value} value={option.value} selected={option.default === true}>
              {option.label}
            </option>
          ))}
        </select>
      ) : field.long ? (
        <textarea
          {...shared}
          {...limits(field)}
          rows={5}
          placeholder={field.placeholder}
          defaultValue={field.value}
        />
      ) : (
        <input {...shared} {...limits(field)} placeholder={field.placeholder} defaultValue={field.value} />
      )}
    </div>
  );
}

const limits = ({ min, max }: { min?: number; max?: number }) => ({
  ...(min !== undefined && { minLength: min }),
  ...(max !== undefined && { maxLength: max }),
});
