/** Crawlers of those who make language models, in two kinds that many sites treat differently. */

/** Crawlers that collect texts to train models with, by the names their makers give for robots.txt. */
export const TRAINING_CRAWLERS = [
  ...['GPTBot', 'ClaudeBot', 'anthropic-ai', 'CCBot', 'Google-Extended', 'Applebot-Extended', 'Bytespider'],
  ...[
    'meta-externalagent',
    'FacebookBot',
    'Amazonbot',
    'cohere-training-data-crawler',
    'Diffbot',
    'omgili',
    'PanguBot',
  ],
]

/** Crawlers that look for an answer to somebody's question, most of which name their source. */
export const ANSWERING_CRAWLERS = [
  ...['OAI-SearchBot', 'ChatGPT-User', 'Claude-SearchBot', 'Claude-User', 'PerplexityBot', 'Perplexity-User'],
  ...['DuckAssistBot', 'MistralAI-User', 'meta-externalfetcher', 'YouBot'],
]
