/** Path of a real Helm 4, unpacked on first use. Throws when it is not installed. */
export function helmProgram(): string
/** Path of a real Helm 3. */
export function helm3Program(): string
/** Path of a real kubectl, which builds kustomizations without a cluster. */
export function kubectlProgram(): string
