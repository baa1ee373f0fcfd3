import { z } from 'zod'

/**
 * What Helmfile takes, as far as our files use it, and nothing else. It publishes no schema of its own, and a key that it
 * does not know is an error there too.
 *
 * Source: helmfile, docs/configuration.md ("Full Reference") and docs/hooks.md.
 */
const hook = z.strictObject({
  events: z
    .array(z.enum(['prepare', 'preapply', 'presync', 'preuninstall', 'postuninstall', 'postsync', 'cleanup']))
    .min(1),
  showlogs: z.boolean().optional(),
  command: z.string().min(1),
  args: z.array(z.string()).optional(),
})

const common = {
  createNamespace: z.boolean().optional(),
  wait: z.boolean().optional(),
  waitForJobs: z.boolean().optional(),
  timeout: z.int().positive().optional(),
  skipDeps: z.boolean().optional(),
  historyMax: z.int().optional(),
}

export const helmfileSchema = z.strictObject({
  helmDefaults: z
    .strictObject({ ...common, kubeContext: z.string().optional(), args: z.array(z.string()).optional() })
    .optional(),
  repositories: z.array(z.strictObject({ name: z.string(), url: z.string() })).optional(),
  releases: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,51}[a-z0-9])?$/),
        namespace: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
        chart: z.string().min(1),
        version: z.string().optional(),
        values: z.array(z.string()).optional(),
        needs: z.array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)).optional(),
        installed: z.boolean().optional(),
        hooks: z.array(hook).optional(),
        ...common,
      }),
    )
    .min(1),
})

export type Helmfile = z.infer<typeof helmfileSchema>
