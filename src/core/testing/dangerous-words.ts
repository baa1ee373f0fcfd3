import { HOSTILE, TAKEN_FOR_YAML } from './hostile-text'

/**
 * Words that a format may take for something of its own. Every writer is tried with all of them: a property with a
 * fixed seed is one sample and may never meet them.
 */
export const DANGEROUS_WORDS: readonly string[] = [
  ...new Set([
    ...HOSTILE.filter((word) => word.length < 1000),
    ...TAKEN_FOR_YAML,
    '',
    ' ',
    // A shell looks a home directory up, and a path in it.
    '~root',
    '~/x',
    '~+',
    'a~b',
    'a b',
    '$HOME',
    '$(id)',
    '!!',
    'a;b',
    'a|b',
    '*.sh',
    '?',
    '{a,b}',
    '-n',
    "it's",
    'a"b',
    'a\\b',
    'a`b',
    // A spreadsheet computes what starts so.
    '+1',
    '-1',
    '@SUM(A1)',
    '=1+1',
    '\t=1',
    '\r=1',
    'a,b',
    'a\nb',
    'a\r\nb',
    // Names and texts of SQL end so.
    "a'--",
    'a"; DROP TABLE x; --',
    'a]',
    'a]]b',
    // Comments, continuations and keys.
    '!a',
    ';a',
    'a = b',
    'a\\',
    '50 % of $x',
    '%i',
    '</a>',
    'a&b',
    '&amp;',
    '| a |',
    '*a*',
    '_a_',
    '[a](b)',
    '```',
    '``a``',
  ]),
]
