/** The models are looked up by name, so their types say nothing. */
declare module 'kubernetes-models-1.25/*'
