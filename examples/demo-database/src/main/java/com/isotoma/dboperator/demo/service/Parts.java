package com.isotoma.dboperator.demo.service;

import com.isotoma.dboperator.demo.service.databases.Access;
import com.isotoma.dboperator.demo.service.databases.Account;
import com.isotoma.dboperator.demo.service.databases.Databases;
import com.isotoma.dboperator.demo.service.databases.DatabasesResource;
import com.isotoma.dboperator.demo.service.http.Route;
import com.isotoma.dboperator.demo.service.persons.DataStore;
import com.isotoma.dboperator.demo.service.persons.PersonsResource;
import com.isotoma.dboperator.demo.service.replication.Follower;
import com.isotoma.dboperator.demo.service.replication.FollowerResource;
import com.isotoma.dboperator.demo.service.replication.LeaderResource;
import com.isotoma.dboperator.demo.service.replication.Membership;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** The parts of a member, put together. A follower's begins to replicate at {@link #start}. */
final class Parts implements AutoCloseable {
    private final DataStore store;
    private final Optional<Follower> follower;
    private final List<Route> routes;

    private Parts(DataStore store, Optional<Follower> follower, List<Route> routes) {
        this.store = store;
        this.follower = follower;
        this.routes = routes;
    }

    static Parts of(ServerOptions options, AtomicBoolean stopping) throws IOException {
        return switch (options.membership()) {
            case Membership.Leader leader -> {
                var store = DataStore.ofLeader(options.data());
                var own = new LeaderResource(leader.name(), store).routes();
                yield new Parts(store, Optional.empty(), routes(options, store, stopping, own));
            }
            case Membership.Follower self -> {
                var store = DataStore.ofFollower(options.data());
                var follower = new Follower(self, store);
                var resource = new FollowerResource(self.name(), store, follower);
                var routes = routes(options, store, stopping, resource.routes()).stream()
                        .map(route -> route.member() == Route.Member.LEADER ? route.with(resource::refuse) : route)
                        .toList();
                yield new Parts(store, Optional.of(follower), routes);
            }
        };
    }

    private static List<Route> routes(
            ServerOptions options, DataStore store, AtomicBoolean stopping, List<Route> replication)
            throws IOException {
        var databases = Databases.open(options.data());
        var admin = options.adminPassword().map(password -> Account.of(options.adminUser(), password));
        return Stream.of(
                        new PersonsResource(store).routes(),
                        new DatabasesResource(databases, new Access(admin, databases)).routes(),
                        replication,
                        new HealthResource(
                                        options.data(), store, stopping, version(), MemberIdentity.of(options.data()))
                                .routes(),
                        ApiDescription.routes())
                .flatMap(List::stream)
                .toList();
    }

    List<Route> routes() {
        return routes;
    }

    void start() {
        follower.ifPresent(Follower::start);
    }

    /** Ends replication, and answers those who wait for changes. */
    @Override
    public void close() {
        follower.ifPresent(Follower::close);
        store.close();
    }

    private static String version() throws IOException {
        var properties = new Properties();
        var name = "version.properties";
        try (var in = Objects.requireNonNull(Parts.class.getResourceAsStream(name), name)) {
            properties.load(in);
        }
        return "demo-http " + properties.getProperty("version");
    }
}
