import { ApplicationCommandOptionType, ApplicationCommandType, type ButtonInteraction } from 'discord.js';
import { answer } from '../src/chat/answer.js';
import type { Command, Lab } from '../src/chat/command.js';
import { compareMessage } from '../src/chat/compare-message.js';
import { exportMessage, exportSubcommand } from '../src/chat/export-message.js';
import { importanceMessage } from '../src/chat/importance-message.js';
import { fitTogether } from '../src/chat/limits.js';
import { plot } from '../src/chat/plot.js';
import { labelNamesIn } from '../src/chat/label-names.js';
import { slashOption, typedOptions } from '../src/chat/options.js';
import { suggestRuns } from '../src/chat/suggest.js';
import { suggestQuestions } from '../src/chat/suggest-questions.js';
import { suggestComparison } from '../src/chat/suggest-comparison.js';
import { importedEmbed } from '../src/chat/views/imported-view.js';
import { leaderboard } from '../src/chat/views/leaderboard-view.js';
import { publicLeaderboard } from '../src/chat/views/public-leaderboard.js';
import { questionList, questionView } from '../src/chat/views/question-view.js';
import { runCard } from '../src/chat/views/run-card.js';
import { runList } from '../src/chat/views/run-list.js';
import { runRecord } from '../src/chat/views/run-record.js';
import { resultEmbed } from '../src/chat/views/run-result.js';
import { checkOption } from '../src/runs/check-option.js';
import { compare } from '../src/runs/compare/compare.js';
import { compareOptions, parseComparison } from '../src/runs/compare/parse-comparison.js';
import { findImportance } from '../src/runs/importance/find-importance.js';
import { devAgainstPublic, sayAgreement } from '../src/runs/dev-against-public.js';
import { isImported, rankWithImported } from '../src/runs/imported.js';
import { isDone, rank } from '../src/runs/leaderboard.js';
import { resultsOptions } from '../src/runs/options.js';
import { plotOptions } from '../src/runs/plot-options.js';
import { nothingScored, rankPublic } from '../src/runs/public-ranking.js';
import { askedQuestions, findQuestion, listQuestions } from '../src/runs/question.js';
import { questionOption } from '../src/runs/question-option.js';
import { readTalk } from '../src/runs/talk.js';
import { say } from '../src/texts/texts.js';
import { UserError } from '../src/user-error.js';

const SHOWN = 10;

/** The best other run on the same data, and this one. */
async function compareWithBest(
  interaction: ButtonInteraction,
  id: string,
  { runs, texts }: Lab,
): Promise<void> {
  const run = runs.require(id);
  const best = rank(runs.store.list(), { dataHash: run.data.hash }).find((other) => other.id !== run.id);
  if (!best) throw new UserError('compare.alone', say('buttons.alone', { run: run.id }));
  const compared = await compare({ kind: 'two', run: best.id, with: run.id }, runs);
  await answer(interaction, await compareMessage(compared, runs, texts));
}

export default {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'results',
    description: 'What the runs scored',
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'best',
        description: 'The best runs, by dev micro-F1 or by public score',
        options: [slashOption('top', resultsOptions.top), slashOption('by', resultsOptions.by)],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'list',
        description: 'The newest runs, with what they asked and what came of it',
        options: [slashOption('top', { ...resultsOptions.top, description: 'How many, newest first' })],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'show',
        description: 'Everything about one run',
        options: [slashOption('run', resultsOptions.run, { required: true })],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'compare',
        description: 'Two runs, or all pairs that differ in one option: is the difference more than chance?',
        options: Object.entries(compareOptions).map(([name, def]) =>
          slashOption(name, def, { suggested: true }),
        ),
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'question',
        description: 'All runs that answer the same question, side by side; without one, the questions',
        options: [slashOption('question', questionOption, { suggested: true })],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'importance',
        description: 'Which options mattered among the finished runs',
      },
      exportSubcommand,
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'plot',
        description: 'A picture of a run, or of the best score over time',
        options: Object.entries(plotOptions).map(([name, def]) =>
          slashOption(name, def, { required: name === 'what' }),
        ),
      },
    ],
  },
  defer: 'public',

  async execute(interaction, { runs, settings, texts }) {
    const options = typedOptions(interaction);
    const subcommand = interaction.options.getSubcommand();
    if (subcommand === 'compare') {
      await answer(
        interaction,
        await compareMessage(await compare(parseComparison(options), runs), runs, texts),
      );
      return;
    }
    if (subcommand === 'importance') {
      await answer(interaction, await importanceMessage(await findImportance(runs.store.list()), texts));
      return;
    }
    if (subcommand === 'export') {
      await answer(interaction, await exportMessage(options, { runs, settings }, texts));
      return;
    }
    if (subcommand === 'question') {
      const all = runs.store.list();
      const embed =
        options.question === undefined
          ? questionList(askedQuestions(all), texts)
          : questionView(findQuestion(options.question, all), texts);
      await answer(interaction, { embeds: [embed] });
      return;
    }
    if (subcommand === 'plot') {
      const { timezone: timeZone } = settings.labmate.schedule;
      await answer(interaction, { files: [await plot(options, { runs, timeZone }, texts)] });
      return;
    }
    if (subcommand === 'list') {
      const newest = runs.store.list().reverse();
      const shown = Number(checkOption('top', resultsOptions.top, options.top ?? SHOWN));
      await answer(interaction, { embeds: [runList(newest.slice(0, shown), newest.length, texts)] });
      return;
    }
    if (subcommand === 'show') {
      const run = runs.require(String(options.run ?? ''));
      const base = runs.base(run);
      const embeds = isDone(run)
        ? [resultEmbed(run, texts, base, labelNamesIn(runs.task, texts))]
        : isImported(run)
          ? [importedEmbed(run, texts)]
          : runCard(run, texts, base).embeds;
      const record = runRecord(run, await readTalk(run, runs), texts);
      await answer(interaction, { embeds: fitTogether([...embeds, ...(record ? [record] : [])]) });
      return;
    }
    const top = Number(checkOption('top', resultsOptions.top, options.top ?? SHOWN));
    const all = runs.store.list();
    const inPublic = rankPublic(all, runs.store.submissions());
    const agreement = sayAgreement(devAgainstPublic(inPublic), texts);
    if (checkOption('by', resultsOptions.by, options.by ?? 'dev') === 'public') {
      if (inPublic.length === 0) throw nothingScored();
      await answer(interaction, {
        embeds: [publicLeaderboard(inPublic.slice(0, top), inPublic.length, agreement, texts)],
      });
      return;
    }
    const ranked = rankWithImported(all);
    if (ranked.length === 0) throw new UserError('results.none', say('runErrors.results'));
    await answer(interaction, {
      embeds: [leaderboard(ranked.slice(0, top), ranked.length, agreement, texts)],
    });
  },

  buttons: { best: { defer: 'ephemeral', press: compareWithBest } },

  autocomplete(interaction, { runs, texts }) {
    const focused = interaction.options.getFocused(true);
    const all = runs.store.list();
    if (interaction.options.getSubcommand() === 'compare')
      return Promise.resolve(suggestComparison(focused, interaction.options.getString('by'), all, texts));
    if (focused.name === 'question')
      return Promise.resolve(suggestQuestions(focused.value, listQuestions(all), texts));
    return Promise.resolve(focused.name === 'run' ? suggestRuns(focused.value, all, texts) : []);
  },
} satisfies Command;
