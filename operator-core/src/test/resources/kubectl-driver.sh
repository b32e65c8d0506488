# A driver without a database: carries out the operation by moving phases.
set -euo pipefail
db() { kubectl -n "$DB_OPERATOR_NAMESPACE" "$@"; }
status() { db patch "$1" "$2" --subresource=status --type=merge -p "{\"status\":$3}"; }
name=$DB_OPERATOR_DATABASE
case $DB_OPERATOR_OPERATION in
  create)
    secret=$(db get database "$name" -o jsonpath='{.spec.credentials.password.valueFrom.secretKeyRef.name}')
    db patch database "$name" --type=merge -p "{\"metadata\":{\"finalizers\":[\"db.isotoma.com/database\"],
      \"annotations\":{\"db.isotoma.com/used-secrets\":\"$secret\"}}}"
    status database "$name" '{"phase":"Creating"}'
    generation=$(db get database "$name" -o jsonpath='{.metadata.generation}')
    refresh=$(db get database "$name" -o jsonpath='{.metadata.annotations.db\.isotoma\.com/refresh}')
    status database "$name" \
      "{\"phase\":\"Created\",\"observedGeneration\":$generation,\"refreshed\":\"$refresh\"}"
    ;;
  backup)
    backup=${DB_OPERATOR_BACKUP:-}
    if [ -z "$backup" ]; then
      backup=$name-by-hand
      db create -f - <<YAML
apiVersion: db.isotoma.com/v1alpha1
kind: Backup
metadata: {name: $backup}
spec: {database: $name}
YAML
    fi
    status backup "$backup" '{"phase":"Starting","driver":"it-works"}'
    if db get database "$name"; then
      status database "$name" "{\"phase\":\"BackupInProgress\",\"activeBackup\":\"$backup\"}"
      status backup "$backup" '{"phase":"Completed"}'
      now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
      status database "$name" "{\"phase\":\"Created\",\"activeBackup\":null,
        \"lastBackup\":{\"name\":\"$backup\",\"completedAt\":\"$now\"}}"
    else
      status backup "$backup" '{"phase":"Failed"}'
    fi
    ;;
  restore)
    restore=$DB_OPERATOR_RESTORE
    if [ -z "$(db get restore "$restore" --ignore-not-found -o name)" ]; then
      status database "$name" '{"activeRestore":null}'
      exit
    fi
    status restore "$restore" '{"phase":"Starting","driver":"it-works"}'
    if db get database "$name"; then
      status database "$name" "{\"activeRestore\":\"$restore\"}"
      status restore "$restore" '{"phase":"Completed"}'
      status database "$name" '{"activeRestore":null}'
    else
      status restore "$restore" '{"phase":"Failed"}'
    fi
    ;;
  drop)
    status database "$name" '{"phase":"Deleted"}'
    db patch database "$name" --type=merge -p '{"metadata":{"finalizers":[]}}'
    ;;
esac
