import { useRef, useState } from 'preact/hooks';
import { SendError, uploadFile } from './connection.js';
import { useGuild } from './context.js';

/** `onUploaded` gets the id by which the file is named in the command. */
type Props = { channelId: string; onUploaded: (id: string) => void };

/** Chooses a file for a command's option: it is uploaded at once, as Discord's client does. */
export function AttachButton({ channelId, onUploaded }: Props) {
  const { t } = useGuild();
  const input = useRef<HTMLInputElement>(null);
  const [trouble, setTrouble] = useState('');
  const send = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setTrouble('');
    try {
      onUploaded(await uploadFile(channelId, file));
    } catch (error) {
      setTrouble((error instanceof SendError && error.reason) || t.unreachable);
    }
    // The same file may be chosen again, after it was changed.
    if (input.current) input.current.value = '';
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t.attach}
        onChange={(event) => void send(event.currentTarget.files?.[0])}
      />
      {trouble !== '' && <span role="alert">{trouble}</span>}
      <button type="button" class="send" aria-label={t.attach} onClick={() => input.current?.click()}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z" />
        </svg>
      </button>
    </>
  );
}
