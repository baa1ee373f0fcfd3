/** Files that are taken as they are: bodies of generated scripts, playbooks and units. */
declare module '*.sh?raw' {
  const text: string
  export default text
}

declare module '*.yaml?raw' {
  const text: string
  export default text
}

declare module '*.service?raw' {
  const text: string
  export default text
}
