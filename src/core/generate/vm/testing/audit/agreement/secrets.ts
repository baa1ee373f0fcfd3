import { own, valueAt } from '../read-bundle'
import type { Agreement } from './agreement'
import { allowing, everywhere, found, head, listed, sameEverywhere, secretsOf, servedElsewhere } from './reading'

const MAKER = /^security\/create-secrets\.sh$/

/** Secrets, keystores, certificates, and what is one on all servers. */
export const SECRETS: readonly Agreement[] = [
  {
    says: 'secrets that a configuration reads are checked and installed by its script',
    places: (bundle) =>
      bundle.servers.flatMap((server) => {
        const installed = listed(server, 'SECRETS').map((site) => head(site).value)
        return server.toml.entries.flatMap(({ value, line }) =>
          secretsOf(String(value)).map((name) => ({ path: server.tomlPath, line, value: name, allowed: installed })),
        )
      }),
  },
  {
    says: 'secrets that a script installs are read by its configuration',
    places: (bundle) =>
      bundle.servers.flatMap((server) => allowing(listed(server, 'SECRETS').map(head), secretsOf(server.tomlText))),
  },
  {
    says: 'secrets of the example are those that some configuration reads',
    places: (bundle) =>
      allowing(
        bundle.secrets,
        bundle.servers.flatMap(({ tomlText }) => secretsOf(tomlText)),
      ),
  },
  {
    says: 'secrets that a script installs are in the example',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        allowing(
          listed(server, 'SECRETS').map(head),
          bundle.secrets.map(({ value }) => value),
        ),
      ),
  },
  {
    says: 'secrets that are made are those of the example',
    places: (bundle) =>
      allowing(
        found(bundle, MAKER, /^ {2}'([A-Z0-9_]+)\|/g),
        bundle.secrets.map(({ value }) => value),
      ),
  },
  {
    says: 'secrets of the example are made, or named as to be filled in',
    places: (bundle) =>
      allowing(
        bundle.secrets,
        found(bundle, MAKER, /^ {2}'([A-Z0-9_]+)\|/g).map(({ value }) => value),
      ),
  },
  {
    says: 'keystores that a configuration opens are those that the script makes',
    places: (bundle) =>
      everywhere(bundle, ['keystore.tls.file_name', 'keystore.primary.file_name', 'truststore.file_name'], () =>
        ['PRIMARY', 'TLS', 'TRUSTSTORE'].map((name) => bundle.keystores.variables.get(name)?.value ?? ''),
      ),
  },
  {
    says: 'keystores that a script installs are those that the configuration opens',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        allowing(
          listed(server, 'KEYSTORES').map(head),
          ['keystore.tls.file_name', 'keystore.primary.file_name', 'truststore.file_name'].map((path) =>
            String(valueAt(server, path)),
          ),
        ),
      ),
  },
  {
    says: 'the alias of a key is the one that the script gives it',
    places: (bundle) =>
      everywhere(bundle, ['keystore.tls.alias', 'keystore.primary.alias'], () => [
        bundle.keystores.variables.get('ALIAS')?.value ?? '',
      ]),
  },
  { says: 'the encryption key is one on all servers', places: (bundle) => sameEverywhere(bundle, 'encryption.key') },
  {
    says: 'the administrator is one on all servers',
    places: (bundle) => sameEverywhere(bundle, 'super_admin.username'),
  },
  {
    says: "the administrator's password is one on all servers",
    places: (bundle) => sameEverywhere(bundle, 'super_admin.password'),
  },
  {
    says: 'the primary keystore is one on all servers',
    places: (bundle) => sameEverywhere(bundle, 'keystore.primary.file_name'),
  },
  {
    says: 'the secret of portal URLs is one on all servers',
    places: (bundle) => sameEverywhere(bundle, 'apim.devportal.url_generation_secret'),
  },
  {
    says: 'names in the certificate are names of servers and entries',
    places: (bundle) =>
      allowing(
        (bundle.keystores.lists.get('NAMES') ?? []).map((site) => ({
          ...site,
          value: site.value.replace(/^(?:dns|ip):/, ''),
        })),
        [
          'localhost',
          ...bundle.servers.flatMap((server) => [own(server), server.publicName]),
          ...bundle.listeners.flatMap(({ names }) => names),
          ...servedElsewhere(bundle),
          ...bundle.firewall.map(({ to }) => to),
        ],
      ),
  },
]
