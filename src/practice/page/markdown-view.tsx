import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { channelName, memberName, useGuild } from './context.js';
import { parseInline, parseMarkdown, type Block, type Inline } from './markdown.js';
import { linkedPlace, pathTo } from './place.js';
import { formatTime, relativeTime } from './time.js';

/** Discord's Markdown as elements. What people and bots write never becomes HTML. */
export function Markdown({ text, inline = false }: { text: string; inline?: boolean }) {
  if (inline) return <Inlines nodes={parseInline(text)} />;
  return (
    <div class="markdown">
      {parseMarkdown(text).map((block, i) => (
        <BlockView key={i} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }): VNode {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines nodes={block.children} />
        </p>
      );
    case 'small':
      return (
        <p class="small">
          <Inlines nodes={block.children} />
        </p>
      );
    case 'quote':
      return (
        <blockquote>
          <Inlines nodes={block.children} />
        </blockquote>
      );
    case 'heading': {
      // The page's own heading is the first level.
      const Tag = (['h3', 'h4', 'h5'] as const)[block.level - 1] ?? 'h5';
      return (
        <Tag>
          <Inlines nodes={block.children} />
        </Tag>
      );
    }
    case 'code':
      return (
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'list': {
      const Tag = block.ordered ? 'ol' : 'ul';
      return (
        <Tag {...(block.ordered && { start: block.start })}>
          {block.items.map((item, i) => (
            <li key={i} class={`depth-${item.depth}`}>
              <Inlines nodes={item.children} />
            </li>
          ))}
        </Tag>
      );
    }
  }
}

function Inlines({ nodes }: { nodes: Inline[] }) {
  return (
    <>
      {nodes.map((node, i) => (
        <InlineView key={i} node={node} />
      ))}
    </>
  );
}

function InlineView({ node }: { node: Inline }): VNode | string {
  const { view } = useGuild();
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'strong':
      return <strong children={<Inlines nodes={node.children} />} />;
    case 'em':
      return <em children={<Inlines nodes={node.children} />} />;
    case 'underline':
      return <u children={<Inlines nodes={node.children} />} />;
    case 'strike':
      return <s children={<Inlines nodes={node.children} />} />;
    case 'spoiler':
      return <Spoiler children={<Inlines nodes={node.children} />} />;
    case 'code':
      return <code>{node.text}</code>;
    case 'link':
      return <WebLink href={node.href}>{<Inlines nodes={node.children} />}</WebLink>;
    case 'user':
      return <span class="mention">@{memberName(view, node.id) ?? node.id}</span>;
    case 'role':
      return <span class="mention">@{node.id}</span>;
    case 'channel':
      return <ChannelMention id={node.id} />;
    case 'command':
      return <span class="mention">/{node.id}</span>;
    case 'emoji':
      return `:${node.id}:`;
    case 'time':
      return <TimeMention seconds={node.seconds} style={node.style} />;
  }
}

function Spoiler({ children }: { children: ComponentChildren }) {
  const [shown, setShown] = useState(false);
  return (
    <button type="button" class="spoiler" aria-pressed={shown} onClick={() => setShown(!shown)}>
      <span>{children}</span>
    </button>
  );
}

type LinkProps = { href: string; children: ComponentChildren; class?: string; title?: string };

/** A link out opens a new tab; a link to a message or thread of this guild opens it here. */
export function WebLink({ href, children, ...rest }: LinkProps) {
  const { view, go } = useGuild();
  const place = linkedPlace(href, view.guild.id);
  if (place) {
    const open = (event: MouseEvent): void => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      go(place);
    };
    return (
      <a {...rest} href={pathTo(view.guild.id, place)} onClick={open}>
        {children}
      </a>
    );
  }
  return (
    <a {...rest} href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

function ChannelMention({ id }: { id: string }) {
  const { view } = useGuild();
  const name = channelName(view, id);
  if (name === undefined) return <span class="mention">#{id}</span>;
  return (
    <WebLink class="mention" href={pathTo(view.guild.id, { channel: id })}>
      #{name}
    </WebLink>
  );
}

function TimeMention({ seconds, style }: { seconds: number; style: string }) {
  const { language } = useGuild();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    if (style !== 'R') return undefined;
    const timer = setInterval(() => setNow(new Date()), 10_000);
    return () => clearInterval(timer);
  }, [style]);
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return <span>{`<t:${seconds}>`}</span>;
  return (
    <time class="stamp" dateTime={at.toISOString()} title={formatTime(at, 'F', language)}>
      {style === 'R' ? relativeTime(at, now, language) : formatTime(at, style, language)}
    </time>
  );
}
