import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import ini from 'highlight.js/lib/languages/ini'
import json from 'highlight.js/lib/languages/json'
import markdown from 'highlight.js/lib/languages/markdown'
import nginx from 'highlight.js/lib/languages/nginx'
import properties from 'highlight.js/lib/languages/properties'
import sql from 'highlight.js/lib/languages/sql'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'
import type { Language } from '../../core/serialize/file-tree'
import { plainLines, type Token, tokenLines } from './code-lines'

const GRAMMARS = { bash, ini, json, markdown, nginx, properties, sql, xml, yaml }
for (const [name, grammar] of Object.entries(GRAMMARS)) hljs.registerLanguage(name, grammar)

/** Grammar for each language of the bundles; null = shown plain. */
const GRAMMAR_OF: Readonly<Record<Language, keyof typeof GRAMMARS | null>> = {
  toml: 'ini',
  ini: 'ini',
  yaml: 'yaml',
  nginx: 'nginx',
  sql: 'sql',
  shell: 'bash',
  markdown: 'markdown',
  json: 'json',
  xml: 'xml',
  properties: 'properties',
  csv: null,
  text: null,
}

/** Highlights a file, line by line. This module and its grammars load when the first file is shown. */
export function highlight(content: string, language: Language): readonly (readonly Token[])[] {
  const grammar = GRAMMAR_OF[language]
  if (grammar === null) return plainLines(content)
  return tokenLines(hljs.highlight(content, { language: grammar, ignoreIllegals: true }).value)
}
