{{/* The charts' own rule for names: the release alone when it holds the chart's name, else both. */}}
{{- define "fixture.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{/* A Service: context, name, ports, selector. */}}
{{- define "fixture.service" }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .name }}
  namespace: {{ .context.Release.Namespace }}
spec:
  selector: {{ toJson .selector }}
  ports:
{{- range .ports }}
    - name: tcp-{{ . }}
      port: {{ . }}
{{- end }}
{{- end }}

{{/* What every release must say. */}}
{{- define "fixture.common" -}}
{{- $conf := .Values.wso2.apim.configurations -}}
{{- $image := .Values.wso2.deployment.image -}}
{{- $secret := $conf.existingSecret -}}
{{- range $cloud := list .Values.aws .Values.azure .Values.gcp }}{{ if $cloud.enabled }}{{ fail "a cloud is on" }}{{ end }}{{ end -}}
{{- dict
  "image" (printf "%s/%s%s" (required "registry" $image.registry) (required "repository" $image.repository) (ternary (printf "@%s" $image.digest) (printf ":%s" (required "tag" $image.tag)) (ne $image.digest "")))
  "admin" (required "adminUsername" $conf.adminUsername)
  "secret" (required "secretName" $secret.secretName)
  "adminPasswordKey" (required "adminPasswordKey" $secret.adminPasswordKey)
  "encryptionKeyKey" (default "" $secret.encryptionKeyKey)
  "keystores" (required "jksSecretName" $conf.security.jksSecretName)
  "userStore" (default dict $conf.userStore.properties)
  "memory" .Values.wso2.deployment.resources
  "openshift" .Values.kubernetes.openshift.enabled
  "security" .Values.kubernetes.securityContext
  "scripts" .Values.kubernetes.configMaps.scripts.defaultMode
| toJson -}}
{{- end }}
