package com.isotoma.dboperator.operator;

import com.isotoma.dboperator.operator.job.JobSettings;
import com.isotoma.dboperator.operator.rbac.CloudRole;
import com.isotoma.dboperator.operator.runtime.ControllerSettings;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Everything that can be set, checked; it does not change any more. */
record Settings(
        ControllerSettings controllers,
        JobSettings jobs,
        CloudRole cloudRole,
        boolean requirePolicies,
        String metricsHost,
        int metricsPort,
        int probePort) {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern ANNOTATION =
            Pattern.compile("([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final int MAX_PORT = 65535;
    private static final int MAX_THREADS = 256;
    private static final int MAX_BACKOFF_LIMIT = 100;
    private static final int MAX_OPERATIONS = 64;
    private static final Duration MAX_LINGER = Duration.ofMinutes(2);

    /**
     * @throws IllegalArgumentException that names everything that is wrong, one per line, with the option, the value and
     *     what would be right
     */
    static Settings of(Options options) {
        var faults = new ArrayList<String>();
        namespace(faults, "--namespace", options.namespace);
        var namespaces = names(options.namespaces);
        namespaces.forEach(name -> namespace(faults, "--namespaces", name));
        within(faults, "--metrics-port", options.metricsPort, 0, MAX_PORT);
        within(faults, "--probe-port", options.probePort, 0, MAX_PORT);
        if (options.probePort != 0 && options.probePort == options.metricsPort) {
            faults.add(
                    "--probe-port is " + options.probePort + ", as --metrics-port: give each a port of its own, or 0");
        }
        within(faults, "--threads", options.threads, 1, MAX_THREADS);
        within(faults, "--job-backoff-limit", options.jobBackoffLimit, 0, MAX_BACKOFF_LIMIT);
        var timeToLive = duration(faults, "--job-ttl", options.jobTtl);
        var create = duration(faults, "--create-deadline", options.createDeadline);
        var backup = duration(faults, "--backup-deadline", options.backupDeadline);
        var start = duration(faults, "--start-deadline", options.startDeadline);
        within(faults, "--server-operations", options.serverOperations, 1, MAX_OPERATIONS);
        within(faults, "--server-backups", options.serverBackups, 1, MAX_OPERATIONS);
        var linger = options.linger.matches("0s?") ? Duration.ZERO : duration(faults, "--linger", options.linger);
        if (linger.compareTo(MAX_LINGER) > 0) {
            faults.add("--linger is '" + options.linger + "': give two minutes at most");
        }
        var annotations = annotations(faults, "--location-account-annotations", options.locationAccountAnnotations);
        if (options.identity.isBlank()) {
            faults.add("--identity is empty: give a name that no other operator has, such as the pod's");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), faults));
        }
        return new Settings(
                new ControllerSettings(
                        namespaces, options.namespace, options.identity, options.leaderElection, options.threads),
                new JobSettings(
                        options.namespace,
                        options.jobBackoffLimit,
                        timeToLive,
                        create,
                        backup,
                        options.serverOperations,
                        options.serverBackups,
                        linger,
                        start),
                new CloudRole(annotations),
                options.requirePolicies,
                options.metricsHost,
                options.metricsPort,
                options.probePort);
    }

    /** The same for an API server that has no policies. */
    Settings withoutPolicies() {
        return new Settings(controllers, jobs, cloudRole, false, metricsHost, metricsPort, probePort);
    }

    private static Set<String> names(List<String> given) {
        return given.stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> annotations(List<String> faults, String option, List<String> given) {
        var annotations = new TreeMap<String, String>();
        for (var text : names(given)) {
            var parts = text.split("=", 2);
            if (parts.length == 2 && ANNOTATION.matcher(parts[0]).matches()) {
                annotations.put(parts[0], parts[1]);
            } else {
                faults.add(option + " has '" + text + "': write KEY=VALUE, with the key of an annotation, such as"
                        + " eks.amazonaws.com/role-arn");
            }
        }
        return annotations;
    }

    private static void namespace(List<String> faults, String option, String value) {
        if (!NAMESPACE.matcher(value).matches()) {
            faults.add(option + " is '" + value
                    + "', which is not the name of a namespace: lower case letters, digits and dashes, at most 63");
        }
    }

    private static void within(List<String> faults, String option, int value, int least, int most) {
        if (value < least || value > most) {
            faults.add(option + " is " + value + ": give a number from " + least + " to " + most);
        }
    }

    /** Whole seconds, at least one: that is what a Job can be told. */
    private static Duration duration(List<String> faults, String option, String value) {
        try {
            var duration = value.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Integer.parseInt(value))
                    : Duration.parse(value.startsWith("P") ? value : ("PT" + value).toUpperCase(Locale.ROOT));
            if (duration.toSeconds() >= 1 && duration.toSeconds() <= Integer.MAX_VALUE) {
                return duration;
            }
        } catch (DateTimeParseException | NumberFormatException e) {
            faults.add(option + " is '" + value + "', which is not a duration: write 60, 60s, 15m or 24h");
            return Duration.ZERO;
        }
        faults.add(option + " is '" + value + "': give at least one second");
        return Duration.ZERO;
    }
}
