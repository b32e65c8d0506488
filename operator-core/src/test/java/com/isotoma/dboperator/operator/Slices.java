package com.isotoma.dboperator.operator;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.util.Modules;
import com.isotoma.dboperator.operator.events.Report;
import com.isotoma.dboperator.operator.events.Reporter;
import com.isotoma.dboperator.operator.job.DriverJobs;
import com.isotoma.dboperator.operator.job.OperationJobs;
import com.isotoma.dboperator.operator.job.SubjectKinds;
import com.isotoma.dboperator.operator.policies.PolicyMetrics;
import com.isotoma.dboperator.operator.rbac.AccessNeeds;
import com.isotoma.dboperator.operator.turn.TurnFlow;
import com.isotoma.dboperator.operator.view.ClusterView;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine;

/** What the operator's slices declare, put together as in the operator, over a view that a test has made. */
public final class Slices {
    private final Injector injector;
    private final List<Report> reports = new CopyOnWriteArrayList<>();

    public Slices(ClusterView view) {
        this(view, Clock.systemUTC());
    }

    public Slices(ClusterView view, Clock clock) {
        var options = new Options();
        new CommandLine(options).parseArgs("--identity", "test", "--namespace", "ops");
        // Nothing is asked of the cluster.
        try (var client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty()).build())
                .build()) {
            var operator = new OperatorModule(Settings.of(options), client, () -> {});
            injector = Guice.createInjector(Modules.override(operator).with(binder -> {
                binder.bind(ClusterView.class).toInstance(view);
                binder.bind(Clock.class).toInstance(clock);
                binder.bind(Reporter.class).toInstance(report -> reports.add(report));
                binder.bind(PolicyMetrics.class).toInstance(new PolicyMetrics(() -> Map.of("db-operator-jobs", true)));
            }));
        }
    }

    public TurnFlow turns() {
        return injector.getInstance(TurnFlow.class);
    }

    /** What was told. */
    public List<Report> reports() {
        return reports;
    }

    public OperationJobs operations() {
        return injector.getInstance(OperationJobs.class);
    }

    public SubjectKinds subjects() {
        return injector.getInstance(SubjectKinds.class);
    }

    public DriverJobs jobs() {
        return injector.getInstance(DriverJobs.class);
    }

    public Set<AccessNeeds> needs() {
        return injector.getInstance(new Key<Set<AccessNeeds>>() {});
    }

    public Set<MultiCollector> metrics() {
        return injector.getInstance(new Key<Set<MultiCollector>>() {});
    }
}
