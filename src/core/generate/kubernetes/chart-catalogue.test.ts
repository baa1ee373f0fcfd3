import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { chartCatalogue } from '../../../../scripts/lib/chart-catalogue.mjs'

/** Charts as WSO2 writes them, with a few keys each: templates, and a configuration file that a template renders. */
const VALUES = `
aws:
  enabled: false
  region: eu
kubernetes:
  extraVolumes: []
  route:
    annotations:
    hostname: gw.wso2.com
wso2:
  deployment:
    replicas: 1
    unread: 3
    podLabels:
      team: apim
  apim:
    configurations:
      poolParameters:
        maxActive: 100
      environments:
        - name: Default
          labels: {}
      commented: true
      oauth:
        enabled: true
`

const TEMPLATE = `
# {{ .Values.wso2.apim.configurations.commented }}
{{- if .Values.aws.enabled }}
region: {{ .Values.aws.region }}
{{- end }}
replicas: {{ .Values.wso2.deployment.replicas }}
host: {{ .Values.kubernetes.route.hostname | quote }}
{{- with .Values.kubernetes.route.annotations }}{{ end }}
labels: {{ toYaml .Values.wso2.deployment.podLabels | nindent 2 }}
volumes: {{ toYaml .Values.kubernetes.extraVolumes | nindent 2 }}
`

const TOML = `
{{- range $key, $value := .Values.wso2.apim.configurations.poolParameters }}
{{ $key }} = {{ $value }}
{{- end }}
{{- range $i, $env := .Values.wso2.apim.configurations.environments }}
name = "{{ $env.name }}"
{{- end }}
{{- if .Values.wso2.apim.configurations.oauth }}
enable = {{ .Values.wso2.apim.configurations.oauth.enabled }}
{{- end }}
`

const CHARTS = [
  'all-in-one',
  ...['control-plane', 'key-manager', 'traffic-manager', 'gateway'].map((name) => `distributed/${name}`),
]
const folders: string[] = []

function checkout(version: string, values: string, charts = CHARTS): string {
  const folder = mkdtempSync(join(tmpdir(), 'helm-apim-'))
  folders.push(folder)
  for (const chart of charts) {
    const files = {
      'Chart.yaml': `version: ${version}\n`,
      'values.yaml': chart === 'distributed/gateway' ? values : VALUES,
      'templates/deployment.yaml': TEMPLATE,
      'confs/deployment.toml': TOML,
    }
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, chart, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
  }
  return folder
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

describe('the catalogue of chart keys', () => {
  const newer = checkout('4.10.0-2', VALUES.replace('replicas: 1', "replicas: '1'"))
  const older = checkout('4.9.0-1', VALUES)
  const lines = chartCatalogue([older, newer])
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))

  test('has each key that is declared and read, with the type of its value in each chart of each version', () => {
    expect(lines).toEqual([
      'aws.enabled b:4.10=acktg,4.9=acktg',
      'kubernetes.extraVolumes a:4.10=acktg,4.9=acktg',
      'kubernetes.route.annotations 0:4.10=acktg,4.9=acktg',
      'kubernetes.route.hostname s:4.10=acktg,4.9=acktg',
      'wso2.apim.configurations.environments a:4.10=acktg,4.9=acktg',
      'wso2.apim.configurations.environments[].labels o:4.10=acktg,4.9=acktg',
      'wso2.apim.configurations.environments[].name s:4.10=acktg,4.9=acktg',
      'wso2.apim.configurations.oauth.enabled b:4.10=acktg,4.9=acktg',
      'wso2.apim.configurations.poolParameters o:4.10=acktg,4.9=acktg',
      'wso2.deployment.podLabels o:4.10=acktg,4.9=acktg',
      'wso2.deployment.replicas n:4.10=ackt,4.9=acktg s:4.10=g',
    ])
  })

  test('says which releases it was made from, and can be read by the tests of values', () => {
    const committed = readFileSync(fileURLToPath(new URL('testing/chart-keys.txt', import.meta.url)), 'utf8')
    const header = (text: string) =>
      text
        .split('\n')
        .slice(0, 3)
        .join('\n')
        .replace(/\(.*\)/, '')
    expect(chartCatalogue([older])).toContain('(4.9.0-1)')
    expect(header(chartCatalogue([older]))).toBe(header(committed))
  })

  test('is not made from a folder that lacks a chart', () => {
    expect(() => chartCatalogue([checkout('4.9.0-1', VALUES, CHARTS.slice(1))])).toThrow(
      'does not hold the five charts',
    )
  })
})
