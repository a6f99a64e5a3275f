/** Why a model cannot be fetched, or data and checkpoints are not those that a run was queued with. */
export const hubErrors = {
  aborted: 'Fetching {{model}} was stopped. What came so far is kept; start again to go on from there.',
  disk_full:
    '{{model}} does not fit: the disk of {{folder}} is full. Free some space, or set HF_HUB_CACHE to a folder on another disk; what came so far is kept.',
  disk_short:
    '{{model}} needs {{needed}} more in {{folder}}, where {{free}} are free. Free some space, or set HF_HUB_CACHE to a folder on another disk.',
  cache:
    "{{model}} cannot be put into {{folder}} ({{code}}). Give Labmate's user the right to write there, or set HF_HUB_CACHE to another folder.",
  busy: '{{host}} lets nobody fetch {{model}} that often (429). Try again in some minutes; with an access token as HF_TOKEN in .env it allows more.',
  down: '{{model}} cannot be fetched: {{why}} each time. The hub has a problem; try again later, what came so far is kept.',
  answer: '{{model}} cannot be fetched: {{why}}. Check that HF_ENDPOINT in .env is a Hugging Face hub.',
  unreachable:
    '{{model}} cannot be fetched: {{why}}. Check the network (and HF_ENDPOINT in .env) and try again; what came so far is kept.',
  gated:
    '{{id}} is given only to accounts that accepted its conditions. Accept them on {{page}}, and put an access token of that account that may read it as HF_TOKEN in .env.',
  token_refused:
    "{{host}} does not accept HF_TOKEN for {{id}}. Make a new access token that may read it (hub → Settings → Access Tokens), put it into .env, and check the model's spelling.",
  token_missing:
    '{{host}} shows {{id}} to nobody without a token: either there is no such model (check the spelling, owner/name), or it is private. Then put an access token as HF_TOKEN in .env.',
  no_revision:
    '{{id}} has no revision {{revision}}. Write a branch, a tag or a whole commit hash that {{page}} lists, or leave it out for main.',
  no_model:
    '{{host}} has no model {{id}}. Check the spelling (owner/name); a private one needs an access token that may read it as HF_TOKEN in .env.',
  no_model_revision:
    '{{host}} has no model {{id}} with a revision {{revision}}. Check the spelling (owner/name); a private one needs an access token that may read it as HF_TOKEN in .env.',
  refused: '{{model}} cannot be fetched: {{why}}. Look at {{page}} for the reason.',
  no_config: '{{model}} has no config.json, so it is no transformers model. Take a repository that has one.',
  no_weights:
    '{{model}} has neither model.safetensors nor pytorch_model.bin (there are {{there}}). Take a repository or a revision with PyTorch weights.',
  data_changed:
    'The data {{data}} ({{folder}}) has changed since the run was queued. Put the old files back, or queue it again.',
  checkpoint_changed:
    'The checkpoint in {{folder}} has changed since the run was queued. Put the old files back, or queue it again.',
} as const;
