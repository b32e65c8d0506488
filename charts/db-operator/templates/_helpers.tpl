{{- define "db-operator.labels" -}}
app.kubernetes.io/name: db-operator
app.kubernetes.io/component: operator
{{ include "db-operator.common" . }}
{{- end }}

{{- define "db-operator.driver-labels" -}}
app.kubernetes.io/name: db-operator-driver
app.kubernetes.io/component: driver
{{ include "db-operator.common" . }}
{{- end }}

{{- define "db-operator.common" -}}
app.kubernetes.io/part-of: db-operator
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "db-operator.selector" -}}
app.kubernetes.io/name: db-operator
app.kubernetes.io/component: operator
{{- end }}

{{- /* Of (list root image): an image's full name, by its digest where there is one. */}}
{{- define "db-operator.image" -}}
{{- $root := index . 0 }}{{ $image := index . 1 -}}
{{- with $root.Values.image.registry }}{{ trimSuffix "/" . }}/{{ end -}}
{{- $image.repository }}{{ if $image.digest }}@{{ $image.digest }}{{ else }}:{{ $image.tag | default $root.Values.image.tag | default $root.Chart.AppVersion }}{{ end }}
{{- end }}
