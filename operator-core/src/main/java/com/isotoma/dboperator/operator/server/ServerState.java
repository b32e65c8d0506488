package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.crds.contract.StatusConditions;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServerStatus;
import com.isotoma.dboperator.operator.status.Conditions;
import com.isotoma.dboperator.operator.status.StatusWriter;
import com.isotoma.dboperator.operator.status.Verdict;
import com.isotoma.dboperator.reasons.ServerReasons;
import io.fabric8.kubernetes.api.model.Condition;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the operator's part of a DatabaseServer's status; what the server said of itself is the runs'. */
final class ServerState {
    private static final List<String> PRESENT_WHILE_TRUE =
            List.of(StatusConditions.RECONCILING, StatusConditions.STALLED, DatabaseServerStatus.BACKUPS_SCHEDULED);

    /** What goes on by itself. */
    private static final Set<String> WAITS = Set.of(ServerReasons.NOT_CHECKED, ServerReasons.IN_USE);

    private final StatusWriter writer;
    private final Clock clock;

    @Inject
    ServerState(StatusWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /** @param coverage how its Databases are backed up; null where that was not looked at, and what was said of it is to stay */
    void write(DatabaseServer server, Verdict ready, Verdict reachable, int databases, @Nullable Coverage coverage) {
        writer.write(
                server,
                DatabaseServer::new,
                live -> part(server, live, ready, reachable, databases, coverage),
                ServerState::holds);
    }

    private DatabaseServerStatus part(
            DatabaseServer server,
            DatabaseServer live,
            Verdict ready,
            Verdict reachable,
            int databases,
            @Nullable Coverage coverage) {
        var there = Objects.requireNonNullElse(live.getStatus(), DatabaseServerStatus.NONE)
                .conditions();
        var generation = server.getMetadata().getGeneration();
        var now = clock.instant();
        var conditions = new ArrayList<Condition>();
        conditions.add(Conditions.next(there, DatabaseServerStatus.READY, ready, generation, now));
        conditions.add(Conditions.next(there, DatabaseServerStatus.REACHABLE, reachable, generation, now));
        if (!ready.holds()) {
            var type = WAITS.contains(ready.reason()) ? StatusConditions.RECONCILING : StatusConditions.STALLED;
            conditions.add(Conditions.next(there, type, Verdict.yes(ready.reason(), ready.message()), generation, now));
        }
        var scheduled = Conditions.find(there, DatabaseServerStatus.BACKUPS_SCHEDULED);
        if (server.getSpec().backup() != null) {
            if (coverage != null) {
                conditions.add(Conditions.next(
                        there, DatabaseServerStatus.BACKUPS_SCHEDULED, coverage.verdict(), generation, now));
            } else {
                scheduled.ifPresent(conditions::add);
            }
        }
        var backups = coverage == null
                ? Objects.requireNonNullElse(live.getStatus(), DatabaseServerStatus.NONE)
                        .backups()
                : coverage.counts();
        return new DatabaseServerStatus(conditions, generation, databases, null, backups);
    }

    private static boolean holds(@Nullable DatabaseServerStatus there, DatabaseServerStatus wanted) {
        return there != null
                && Conditions.hold(there.conditions(), Objects.requireNonNullElse(wanted.conditions(), List.of()))
                && PRESENT_WHILE_TRUE.stream()
                        .allMatch(type -> Conditions.isTrue(there.conditions(), type)
                                == Conditions.isTrue(wanted.conditions(), type))
                && Objects.equals(there.observedGeneration(), wanted.observedGeneration())
                && Objects.equals(there.databases(), wanted.databases())
                && Objects.equals(there.backups(), wanted.backups());
    }
}
