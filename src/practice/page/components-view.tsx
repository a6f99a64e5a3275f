import type {
  APIButtonComponent,
  APIMessage,
  APIMessageComponentEmoji,
  APIStringSelectComponent,
} from 'discord.js';
import { useState } from 'preact/hooks';
import { useGuild } from './context.js';
import { COMPONENT, LINK_BUTTON } from './discord-numbers.js';
import { WebLink } from './markdown-view.js';
import { isWeb } from './place.js';

/** By Discord's number of the style. */
const STYLE_NAMES = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'premium'];

const emojiText = (emoji: APIMessageComponentEmoji | undefined): string =>
  emoji?.id ? '' : `${emoji?.name ?? ''} `;

/** Buttons and menus under a message, with what became of the last press. */
export function Components({ message }: { message: APIMessage }) {
  const { view, t } = useGuild();
  const rows = (message.components ?? []).filter((row) => row.type === COMPONENT.row);
  const failed = view.pending.find((one) => one.messageId === message.id && one.failed);
  if (rows.length === 0) return null;
  return (
    <div class="components">
      {rows.map((row, i) => (
        <div key={i} class="component-row">
          {row.components.map((component, j) => {
            if (component.type === COMPONENT.button)
              return <Button key={j} message={message} button={component} />;
            if (component.type === COMPONENT.select)
              return <Select key={j} message={message} select={component} />;
            return null;
          })}
        </div>
      ))}
      {failed && (
        <p class="failed" role="alert">
          {failed.reason ?? t.failed}
        </p>
      )}
    </div>
  );
}

function Button({ message, button }: { message: APIMessage; button: APIButtonComponent }) {
  const { view, press } = useGuild();
  const label =
    'label' in button || 'emoji' in button ? `${emojiText(button.emoji)}${button.label ?? ''}`.trim() : '';
  if (button.style === LINK_BUTTON) {
    if (!isWeb(button.url) || button.disabled) return <span class="button link disabled">{label}</span>;
    return (
      <WebLink class="button link" href={button.url}>
        {label} <span aria-hidden="true">↗</span>
      </WebLink>
    );
  }
  if (!('custom_id' in button)) return null;
  const customId = button.custom_id;
  const waiting = view.pending.some(
    (one) => one.messageId === message.id && one.customId === customId && !one.failed,
  );
  return (
    <button
      type="button"
      class={`button ${STYLE_NAMES[button.style] ?? ''}`}
      disabled={button.disabled === true}
      aria-busy={waiting}
      onClick={() => !waiting && press(message.channel_id, message.id, customId)}
    >
      {label}
    </button>
  );
}

function Select({ message, select }: { message: APIMessage; select: APIStringSelectComponent }) {
  const { t, press } = useGuild();
  const chosen = select.options.filter((option) => option.default).map(({ value }) => value);
  const [picked, setPicked] = useState<string[]>(chosen);
  const placeholder = select.placeholder ?? t.choose;
  const submit = (values: string[]): void => press(message.channel_id, message.id, select.custom_id, values);
  const many = (select.max_values ?? 1) > 1;
  if (!many) {
    return (
      <select
        class="select"
        aria-label={placeholder}
        disabled={select.disabled === true}
        value={chosen[0] ?? ''}
        onChange={(event) => event.currentTarget.value && submit([event.currentTarget.value])}
      >
        <option value="" hidden>
          {placeholder}
        </option>
        {select.options.map((option) => (
          <option key={option.value} value={option.value} title={option.description}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  const toggle = (value: string): void =>
    setPicked(picked.includes(value) ? picked.filter((one) => one !== value) : [...picked, value]);
  const fits = picked.length >= (select.min_values ?? 1) && picked.length <= (select.max_values ?? 1);
  return (
    <details class="select-many">
      <summary>{placeholder}</summary>
      <fieldset disabled={select.disabled === true}>
        <legend class="hidden">{placeholder}</legend>
        {select.options.map((option) => (
          <label key={option.value}>
            <input
              type="checkbox"
              checked={picked.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            <span>
              {option.label}
              {option.description && <small>{option.description}</small>}
            </span>
          </label>
        ))}
        <button type="button" class="button primary" disabled={!fits} onClick={() => submit(picked)}>
          {t.apply}
        </button>
      </fieldset>
    </details>
  );
}
