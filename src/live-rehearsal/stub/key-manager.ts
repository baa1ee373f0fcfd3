import { randomUUID } from 'node:crypto'
import type { Context } from './context'
import { type Answer, must, type Request } from './http'

/**
 * Issues, validates and revokes tokens. `jwt.ID.` stands for one that gateways validate themselves, with the name of a
 * policy behind it where calls are limited, `opaque.ID.` for one that they ask about.
 */
export class KeyManager {
  readonly #context: Context

  constructor(context: Context) {
    this.#context = context
  }

  async handle({ method, path, body }: Request): Promise<Answer | undefined> {
    const { databases } = this.#context
    switch (`${method} ${path}`) {
      case 'POST /oauth2/token': {
        await databases.checkUser()
        const token = `${body.type}.${randomUUID()}.`
        await databases.put('tokens', token, true)
        return { status: 200, body: { token } }
      }
      case 'POST /oauth2/introspect':
        await databases.checkUser()
        return { status: 200, body: { active: (await databases.get('tokens', String(body.token))) === true } }
      case 'POST /oauth2/revoke':
        await databases.put('tokens', String(body.token), false)
        void this.#notify(String(body.token))
        return { status: 200 }
      case 'POST /api/identity/oauth2/dcr/v1.1/register':
        await databases.checkUser()
        await databases.put('clients', String(body.name), body)
        return { status: 201 }
      default:
        return undefined
    }
  }

  async #notify(token: string): Promise<void> {
    const { identity, settings } = this.#context
    if (settings.notificationUrl === undefined) return
    // A revocation that cannot be told is in the log, and nowhere else.
    await must(settings.notificationUrl, identity, { method: 'POST', body: { token } }).catch(console.error)
  }
}
