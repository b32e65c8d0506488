package com.isotoma.dboperator.operator;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The command line, each option with its variable; not checked yet. */
final class Options {
    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "${env:DB_OPERATOR_NAMESPACE:-${env:POD_NAMESPACE:-db-operator-system}}",
            description = "Namespace of the operator itself: its lease, and the Jobs of namespaces that are being"
                    + " deleted. DB_OPERATOR_NAMESPACE, POD_NAMESPACE. Default: ${DEFAULT-VALUE}")
    String namespace = "";

    @Option(
            names = "--namespaces",
            paramLabel = "NAME[,NAME…]",
            defaultValue = "${env:DB_OPERATOR_NAMESPACES:-}",
            description = "Namespaces to watch, with commas between them. DB_OPERATOR_NAMESPACES. Default: all")
    List<String> namespaces = new ArrayList<>();

    @Option(
            names = "--location-account-annotations",
            paramLabel = "KEY=VALUE[,KEY=VALUE…]",
            defaultValue = "${env:DB_OPERATOR_LOCATION_ACCOUNT_ANNOTATIONS:-}",
            description =
                    "Annotations of the service accounts whose runs use a StorageLocation without an access key, by"
                            + " which the cloud gives them a role. DB_OPERATOR_LOCATION_ACCOUNT_ANNOTATIONS. Default: none")
    List<String> locationAccountAnnotations = new ArrayList<>();

    @Option(
            names = "--metrics-host",
            paramLabel = "ADDRESS",
            defaultValue = "${env:DB_OPERATOR_METRICS_HOST:-0.0.0.0}",
            description = "Address for metrics and probes. DB_OPERATOR_METRICS_HOST. Default: 0.0.0.0")
    String metricsHost = "";

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            defaultValue = "${env:DB_OPERATOR_METRICS_PORT:-8080}",
            description = "Port for /metrics, and for /healthz and /readyz too; 0 takes a free one."
                    + " DB_OPERATOR_METRICS_PORT. Default: 8080")
    int metricsPort;

    @Option(
            names = "--probe-port",
            paramLabel = "PORT",
            defaultValue = "${env:DB_OPERATOR_PROBE_PORT:-8081}",
            description =
                    "Port for /healthz and /readyz alone, which no reader of metrics can keep busy; 0 takes a free"
                            + " one. DB_OPERATOR_PROBE_PORT. Default: 8081")
    int probePort;

    @Option(
            names = "--job-ttl",
            paramLabel = "DURATION",
            defaultValue = "${env:DB_OPERATOR_JOB_TTL:-60s}",
            description = "How long a finished Job stays; a failed one is repeated after this."
                    + " DB_OPERATOR_JOB_TTL. Default: 60s")
    String jobTtl = "";

    @Option(
            names = "--job-backoff-limit",
            paramLabel = "COUNT",
            defaultValue = "${env:DB_OPERATOR_JOB_BACKOFF_LIMIT:-3}",
            description = "How often a Job's pod is tried again before the Job has failed."
                    + " DB_OPERATOR_JOB_BACKOFF_LIMIT. Default: 3")
    int jobBackoffLimit;

    @Option(
            names = "--create-deadline",
            paramLabel = "DURATION",
            defaultValue = "${env:DB_OPERATOR_CREATE_DEADLINE:-15m}",
            description = "How long a create Job may take. DB_OPERATOR_CREATE_DEADLINE. Default: 15m")
    String createDeadline = "";

    @Option(
            names = "--start-deadline",
            paramLabel = "DURATION",
            defaultValue = "${env:DB_OPERATOR_START_DEADLINE:-10m}",
            description = "How long the pod of a Job may take to start; then the Job has failed."
                    + " DB_OPERATOR_START_DEADLINE. Default: 10m")
    String startDeadline = "";

    @Option(
            names = "--backup-deadline",
            paramLabel = "DURATION",
            defaultValue = "${env:DB_OPERATOR_BACKUP_DEADLINE:-24h}",
            description = "How long a backup or restore Job may take, and a drop Job, which may make a last backup."
                    + " DB_OPERATOR_BACKUP_DEADLINE. Default: 24h")
    String backupDeadline = "";

    @Option(
            names = "--server-operations",
            paramLabel = "COUNT",
            defaultValue = "${env:DB_OPERATOR_SERVER_OPERATIONS:-4}",
            description = "How many Databases of one server are created or deleted at the same time."
                    + " DB_OPERATOR_SERVER_OPERATIONS. Default: 4")
    int serverOperations;

    @Option(
            names = "--server-backups",
            paramLabel = "COUNT",
            defaultValue = "${env:DB_OPERATOR_SERVER_BACKUPS:-2}",
            description = "How many Backups, Restores, verifications and last backups work on one server at the same"
                    + " time. DB_OPERATOR_SERVER_BACKUPS. Default: 2")
    int serverBackups;

    @Option(
            names = "--linger",
            paramLabel = "DURATION",
            defaultValue = "${env:DB_OPERATOR_LINGER:-5s}",
            description = "How long a run that has created or deleted Databases waits for more of the same server; 0"
                    + " for not at all. DB_OPERATOR_LINGER. Default: 5s")
    String linger = "";

    @Option(
            names = "--leader-election",
            paramLabel = "true|false",
            arity = "1",
            defaultValue = "${env:DB_OPERATOR_LEADER_ELECTION:-true}",
            description = "Whether only one of several operators works at a time."
                    + " DB_OPERATOR_LEADER_ELECTION. Default: true")
    boolean leaderElection;

    @Option(
            names = "--require-policies",
            paramLabel = "true|false",
            arity = "1",
            defaultValue = "${env:DB_OPERATOR_REQUIRE_POLICIES:-true}",
            description = "Whether it is not ready while an admission policy is missing, which it tries out every hour."
                    + " DB_OPERATOR_REQUIRE_POLICIES. Default: true")
    boolean requirePolicies;

    @Option(
            names = "--identity",
            paramLabel = "NAME",
            defaultValue = "${env:DB_OPERATOR_IDENTITY:-${env:POD_NAME:-${env:HOSTNAME:-}}}",
            description = "Name of this process among several. DB_OPERATOR_IDENTITY, POD_NAME, HOSTNAME."
                    + " Default: a random one")
    String identity = "";

    @Option(
            names = "--threads",
            paramLabel = "COUNT",
            defaultValue = "${env:DB_OPERATOR_THREADS:-8}",
            description = "How many resources are worked on at the same time. DB_OPERATOR_THREADS. Default: 8")
    int threads;

    @Option(
            names = "--log-format",
            paramLabel = "json|text",
            defaultValue = "${env:DB_OPERATOR_LOG_FORMAT:-json}",
            description = "DB_OPERATOR_LOG_FORMAT. Default: json")
    LogFormat logFormat = LogFormat.json;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            defaultValue = "${env:DB_OPERATOR_LOG_LEVEL:-info}",
            description = "error, warn, info, debug or trace. DB_OPERATOR_LOG_LEVEL. Default: info")
    String logLevel = "";
}
