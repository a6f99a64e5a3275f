/** A model of a hub at a branch, a tag or a commit. */
export type HubSource = { id: string; revision: string };

/** https://huggingface.co/docs/huggingface_hub, validate_repo_id: 1 to 96 of these, no `--`, no `..`, no mark at either end. */
const NAME = /^(?![.-])(?!.*(--|\.\.))[\w.-]{1,96}(?<![.-])$/;
/** What git-check-ref-format lets pass, and is safe as a path: no empty part, no part that begins with a dot. */
const REVISION = /^(?![/.-])(?!.*(\.\.|\/\/|\/\.))[\p{L}\p{N}_.+/-]{1,200}(?<![/.])$/u;
const COMMIT = /^[0-9a-f]{40}$/;

/**
 * Reads `owner/name` or `owner/name@revision` (a branch, a tag or a commit; without one `main`).
 * @returns undefined for any other text, a name without its owner among them
 */
export function parseHubId(text: string): HubSource | undefined {
  const at = text.indexOf('@');
  const id = at < 0 ? text : text.slice(0, at);
  const revision = at < 0 ? 'main' : text.slice(at + 1);
  const parts = id.split('/');
  if (parts.length !== 2 || id.length > 96 || !parts.every((part) => NAME.test(part))) return undefined;
  return REVISION.test(revision) ? { id, revision } : undefined;
}

/** Whether a revision is a whole commit hash, which always means the same files. */
export const isCommit = (revision: string): boolean => COMMIT.test(revision);
