/** Path of a real Helm, unpacked on first use. Throws when it is not installed. */
export function helmProgram(): string
