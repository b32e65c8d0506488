package com.isotoma.dboperator.crds;

import static com.isotoma.dboperator.crds.CrdKind.column;
import static com.isotoma.dboperator.crds.CrdKind.wide;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.List;
import java.util.Optional;

/** The kinds of {@code database.sample.third.party}. */
final class DemoKinds {
    static final List<CrdKind> ALL = List.of(
            new CrdKind(
                    DatabaseCluster.class,
                    "Members of the demo HTTP database: the first one leads, the others follow it.",
                    List.of(),
                    List.of(
                            column("Members", "integer", ".status.members"),
                            column("Serving", "integer", ".status.readyMembers"),
                            column("Leader", "string", ".status.leader"),
                            column("Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status"),
                            column("Reason", "string", ".status.conditions[?(@.type==\"Ready\")].reason"),
                            column("Age", "date", ".metadata.creationTimestamp"),
                            wide("Service", "string", ".status.service"),
                            wide("Message", "string", ".status.conditions[?(@.type==\"Ready\")].message")),
                    Optional.of(new CrdKind.Status(
                            "What the operator sees of the cluster.",
                            "Ready",
                            "The operator has not looked yet",
                            false)),
                    List.of(),
                    // A pod is named after it with two digits more, its label with a hash; a Service allows no dots.
                    rule(
                            "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,48}[a-z0-9])?$')",
                            "the name of a DatabaseCluster is that of its Service and the beginning of its pods' names:"
                                    + " give it lower case letters, digits and dashes, a letter first, at most 50")),
            new CrdKind(
                    DatabaseBackup.class,
                    "Backups of a DatabaseCluster: one on request, and others by schedule.",
                    List.of(),
                    List.of(
                            column("Succeeded", "string", ".status.conditions[?(@.type==\"Succeeded\")].status"),
                            column("Reason", "string", ".status.conditions[?(@.type==\"Succeeded\")].reason"),
                            column("Schedule", "string", ".spec.scheduledTrigger.schedule"),
                            column("Scheduled", "string", ".status.conditions[?(@.type==\"Scheduled\")].status"),
                            column("Last Run", "date", ".status.runs[0].completedAt"),
                            column("Age", "date", ".metadata.creationTimestamp"),
                            wide("Accepted", "string", ".status.conditions[?(@.type==\"Accepted\")].message"),
                            wide("Destination", "string", ".status.runs[0].destination")),
                    Optional.of(new CrdKind.Status(
                            "What the last runs have reached, and what the operator made of the triggers.",
                            "Succeeded",
                            "No backup has ended yet",
                            false)),
                    List.of(),
                    // A CronJob may have 52 characters, and its name is this one and "-cronjob".
                    rule(
                            "self.metadata.name.size() <= 44",
                            "the name of a DatabaseBackup is the beginning of its CronJob's: give it at most 44"
                                    + " characters")));

    private DemoKinds() {}

    private static Optional<ValidationRule> rule(String expression, String message) {
        return Optional.of(new ValidationRuleBuilder()
                .withRule(expression)
                .withMessage(message)
                .build());
    }
}
