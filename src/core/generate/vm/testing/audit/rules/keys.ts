import { isControl, outside, own, type ServerFiles, urlParts, valueAt } from '../read-bundle'
import { at, byServer, DIALLED, OTHERS, peersOf } from './reading'
import type { Rule } from './rule'

/** Keys, certificates and secrets. */
export const KEYS: readonly Rule[] = [
  {
    number: 59,
    severity: 'E',
    says: 'from 4.7.0 on one encryption key is on every server',
    check: (bundle) => {
      const digits = bundle.servers.flatMap(({ install }) =>
        (install.lists.get('SECRETS') ?? []).map(({ value }) => value),
      )
      return byServer(bundle, (server) => {
        const key = valueAt(server, 'encryption.key')
        if (server.version !== '4.7.0') return [key !== undefined && 'has a key that nothing reads']
        return [
          key === undefined && 'has no key',
          key !== valueAt(bundle.servers[0] as ServerFiles, 'encryption.key') && 'has another key',
          !digits.some((line) => line.startsWith(`${/\{(.*)\}/.exec(String(key))?.[1]}|^[0-9a-fA-F]{64}$`)) &&
            'does not check that the key is 64 digits',
        ]
      })
    },
  },
  {
    number: 60,
    severity: 'E',
    says: 'a key has the password of its keystore',
    check: (bundle) =>
      byServer(bundle, (server) =>
        ['tls', 'primary'].map(
          (name) =>
            valueAt(server, `keystore.${name}.password`) !== valueAt(server, `keystore.${name}.key_password`) &&
            `keystore.${name}`,
        ),
      ),
  },
  {
    number: 61,
    severity: 'E',
    says: 'the primary keystore is one file everywhere',
    check: (bundle) =>
      byServer(bundle, (server) =>
        ['file_name', 'password', 'alias'].map(
          (key) =>
            valueAt(server, `keystore.primary.${key}`) !==
              valueAt(bundle.servers[0] as ServerFiles, `keystore.primary.${key}`) && `keystore.primary.${key} differs`,
        ),
      ),
  },
  {
    number: 62,
    severity: 'W',
    says: 'no keystore and no password is the shipped one',
    check: (bundle) =>
      byServer(bundle, (server) => [
        ...['tls', 'primary'].map(
          (name) =>
            valueAt(server, `keystore.${name}.file_name`) === 'wso2carbon.jks' && `keystore.${name} is the shipped one`,
        ),
        valueAt(server, 'super_admin.password') === 'admin' && 'has the shipped password',
      ]),
  },
  {
    number: 63,
    severity: 'W',
    says: 'every name that servers dial is in the certificate that all of them trust',
    check: (bundle) => {
      const names = new Set(
        (bundle.keystores.lists.get('NAMES') ?? []).map(({ value }) => value.replace(/^(?:dns|ip):/, '')),
      )
      const others = new Set(outside(bundle).map(({ host }) => host))
      return byServer(bundle, (server) =>
        at(server, [...DIALLED, ...OTHERS])
          .map(({ value }) => urlParts(value).host)
          .map((host) => !names.has(host) && !others.has(host) && `the certificate does not have ${host}`),
      )
    },
  },
  {
    number: 64,
    severity: 'W',
    says: 'certificates are RSA 2048 or longer, SHA-256, with all names',
    check: (bundle) => {
      const { text } = bundle.keystores
      const sizes = [...text.matchAll(/(?:keysize |rsa:|rsa_keygen_bits:|genrsa[^\n]* )(\d{3,5})/g)].map(([, size]) =>
        Number(size),
      )
      const names = new Set(
        (bundle.keystores.lists.get('NAMES') ?? []).map(({ value }) => value.replace(/^(?:dns|ip):/, '')),
      )
      return [
        ...(sizes.length > 0 && sizes.every((size) => size >= 2048) ? [] : ['a key is short']),
        ...(/sha1|md5/i.test(text) ? ['an old digest'] : []),
        ...(/SAN=|subjectAltName/.test(text) ? [] : ['no names in the certificate']),
        ...bundle.servers.flatMap((server) => [own(server), server.publicName]).filter((name) => !names.has(name)),
      ]
    },
  },
  {
    number: 65,
    severity: 'W',
    says: 'from 4.7.0 on portals of a group sign URLs with one secret',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const secret = valueAt(server, 'apim.devportal.url_generation_secret')
        const wanted = server.version === '4.7.0' && isControl(server) && peersOf(bundle, server).length > 0
        return [
          wanted && secret === undefined && 'has no secret for URLs',
          ...peersOf(bundle, server).map(
            (peer) =>
              valueAt(peer, 'apim.devportal.url_generation_secret') !== secret && `signs otherwise than ${peer.name}`,
          ),
        ]
      }),
  },
  {
    number: 66,
    severity: 'I',
    says: 'host names are verified',
    elsewhere: 'it is an argument of the start scripts, which no file sets',
  },
  {
    number: 67,
    severity: 'W',
    says: 'secrets are references',
    check: (bundle) =>
      byServer(bundle, ({ toml }) =>
        toml.entries.map(
          ({ path, value }) =>
            /(?:password|secret|moesifKey|auth_token)$|^encryption\.key$/.test(path) &&
            !/^\$(?:env|ref|secret)?\{[^}]+\}$/.test(String(value)) &&
            `${path} is written out`,
        ),
      ),
  },
]
