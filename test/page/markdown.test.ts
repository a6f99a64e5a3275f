import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseInline, parseMarkdown, type Inline } from '../../src/practice/page/markdown.js';

/** `<kind>…</kind>` for reading in assertions. */
const show = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      if (node.kind === 'text') return node.text;
      if (node.kind === 'time') return `<time ${node.seconds} ${node.style}>`;
      if (node.kind === 'code') return `<code>${node.text}</code>`;
      if ('id' in node) return `<${node.kind} ${node.id}>`;
      const open = node.kind === 'link' ? `link ${node.href}` : node.kind;
      return `<${open}>${show(node.children)}</${node.kind}>`;
    })
    .join('');
const inline = (text: string): string => show(parseInline(text));

describe('Discord’s Markdown', () => {
  it('marks text as Discord does', () => {
    assert.equal(
      inline('**a** *b* _c_ __d__ ~~e~~ ||f||'),
      '<strong>a</strong> <em>b</em> <em>c</em> <underline>d</underline> <strike>e</strike> <spoiler>f</spoiler>',
    );
    assert.equal(inline('**bold *both* `*not*`**'), '<strong>bold <em>both</em> <code>*not*</code></strong>');
    assert.equal(inline('gamma_neg, micro_f1, 3 * 4 * 5, \\*no\\*'), 'gamma_neg, micro_f1, 3 * 4 * 5, *no*');
  });

  it('links web addresses and nothing else', () => {
    assert.equal(
      inline('(see https://a.b/c_d_e).'),
      '(see <link https://a.b/c_d_e>https://a.b/c_d_e</link>).',
    );
    assert.equal(
      inline('[the **docs**](https://a.b/c)'),
      '<link https://a.b/c>the <strong>docs</strong></link>',
    );
    assert.equal(inline('<https://a.b>'), '<link https://a.b>https://a.b</link>');
    assert.equal(
      inline('[x](javascript:alert(1)) data:text/html,x'),
      '[x](javascript:alert(1)) data:text/html,x',
    );
    assert.equal(inline('<b onclick="x">&amp;'), '<b onclick="x">&amp;');
  });

  it('knows mentions and times', () => {
    assert.equal(
      inline('<@1> <@!2> <#3> <@&4> </train:5> <:joy:6>'),
      '<user 1> <user 2> <channel 3> <role 4> <command train> <emoji joy>',
    );
    assert.equal(inline('<t:1700000000> <t:1700000000:R>'), '<time 1700000000 f> <time 1700000000 R>');
  });

  it('splits blocks', () => {
    const source =
      '# Title\ntext\nmore\n- one\n  - two\n1. first\n> quoted\n> twice\n-# small\n```js\nlet x = 1;\n```\nend';
    assert.deepEqual(
      parseMarkdown(source).map((block) => {
        if (block.kind === 'code') return `code ${block.language}: ${block.text}`;
        if (block.kind === 'list')
          return `${block.ordered ? 'ol' : 'ul'} ${block.items.map((i) => `${i.depth}${show(i.children)}`).join(' ')}`;
        return `${block.kind}: ${show(block.children)}`;
      }),
      [
        'heading: Title',
        'paragraph: text\nmore',
        'ul 0one 1two',
        'ol 0first',
        'quote: quoted\ntwice',
        'small: small',
        'code js: let x = 1;',
        'paragraph: end',
      ],
    );
  });

  it('gives back any text whole and in good time', () => {
    for (const text of [
      '*',
      '**',
      '```',
      '<t:',
      '[a](',
      '> ',
      '- ',
      '#',
      '||||',
      '`'.repeat(50),
      '*_~|'.repeat(200),
    ]) {
      assert.ok(Array.isArray(parseMarkdown(text)));
    }
    assert.equal(inline('a'.repeat(4000)), 'a'.repeat(4000));
  });
});
