package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverSettings;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Mistakes in what a driver says and checks without changing anything. */
final class MistakesOfSettings {
    private static final String BINDING = "theBindingLeadsTheApplicationToItsDatabaseAndNowhereElse";
    private static final String ENTRIES = "additionalEntriesOfTheBindingStayAsTheyAreAndHoldNoPassword";
    private static final String NAMES = "namesThatTheServerCannotHaveAreRefused";

    static final List<Mistake> ALL = List.of(
            new Mistake("validate accepts everything", "settingsThatCanOnlyBeAMistakeAreRefused", new MemoryDriver() {
                @Override
                public void validate(DatabaseTarget target) {}
            }),
            new Mistake("validate accepts unknown keys", "unknownKeysAreRefusedByName", new MemoryDriver() {
                @Override
                public void validate(DatabaseTarget target) throws DriverException {
                    super.validate(withKnownKeys(target));
                }
            }),
            new Mistake("a key is read that is not declared", "everyKeyThatIsReadIsDeclared", new MemoryDriver() {
                @Override
                public DriverSettings settings() {
                    return new DriverSettings(Spec.CONNECT.subList(0, 1), Spec.OPTIONS);
                }
            }),
            new Mistake("validate accepts names of any length", NAMES, new MemoryDriver() {
                @Override
                public void validate(DatabaseTarget target) throws DriverException {
                    super.validate(named(
                            target,
                            target.databaseName()
                                    .substring(
                                            0,
                                            Math.min(64, target.databaseName().length())),
                            target.username()));
                }
            }),
            new Mistake("validate accepts usernames of any kind", NAMES, new MemoryDriver() {
                @Override
                public void validate(DatabaseTarget target) throws DriverException {
                    super.validate(named(target, target.databaseName(), "user"));
                }
            }),
            new Mistake("naming reserves what validate accepts", NAMES, new MemoryDriver() {
                @Override
                public NamingRules naming() {
                    var reserved = new HashSet<>(super.naming().reserved());
                    reserved.add("template");
                    return new NamingRules(64, 64, reserved, super.naming().reservedPrefixes());
                }
            }),
            new Mistake("validate asks the server", "whatIsValidIsAcceptedWithoutAskingTheServer", new MemoryDriver() {
                @Override
                public void validate(DatabaseTarget target) throws DriverException {
                    super.validate(target);
                    connect(target).close();
                }
            }),
            new Mistake("long names are cut off", "theLongestNamesAreKeptApart", new MemoryDriver() {
                @Override
                String place(DatabaseTarget target) throws DriverException {
                    var place = super.place(target);
                    return place.substring(0, Math.min(60, place.length()));
                }
            }),
            new Mistake(
                    "a password is not encoded in the binding", "aPasswordIsWhatItIsOnEveryWay", new MemoryDriver() {
                        @Override
                        String encoded(String text) {
                            return text.replace("@", "%40").replace("%", "%25");
                        }
                    }),
            new Mistake("the binding has another port", BINDING, new MemoryDriver() {
                @Override
                public ServiceBinding binding(DatabaseTarget target, String password) {
                    return withPort(super.binding(target, password), 1);
                }
            }),
            new Mistake("the binding's URI is right and its port is not", BINDING, new MemoryDriver() {
                @Override
                public ServiceBinding binding(DatabaseTarget target, String password) {
                    var right = super.binding(target, password);
                    return new ServiceBinding(right.type(), right.provider(), right.host(), 1, right.uri(), null);
                }
            }),
            new Mistake("the binding has the admin's account", BINDING, new MemoryDriver() {
                @Override
                public ServiceBinding binding(DatabaseTarget target, String password) {
                    return super.binding(
                            named(target, target.databaseName(), target.admin().username()),
                            target.admin().password());
                }
            }),
            new Mistake("the binding's user is not the database's", BINDING, new MemoryDriver() {
                @Override
                public ServiceBinding binding(DatabaseTarget target, String password) {
                    return super.binding(named(target, target.databaseName(), target.databaseName()), password);
                }
            }),
            new Mistake("the binding does without the options", BINDING, new MemoryDriver() {
                @Override
                public ServiceBinding binding(DatabaseTarget target, String password) {
                    return super.binding(withoutOptions(target), password);
                }
            }),
            new Mistake("an entry of the binding has the password", ENTRIES, new MemoryDriver() {
                @Override
                public ServiceBinding binding(DatabaseTarget target, String password) {
                    return super.binding(target, password).withEntry("dsn", "user=u password=" + password);
                }
            }),
            new Mistake("an entry of the binding has the admin's password", ENTRIES, new MemoryDriver() {
                @Override
                public ServiceBinding binding(DatabaseTarget target, String password) {
                    return super.binding(target, password)
                            .withEntry("admin", target.admin().password());
                }
            }),
            new Mistake("an entry of the binding is another in each call", ENTRIES, new MemoryDriver() {
                @Override
                public ServiceBinding binding(DatabaseTarget target, String password) {
                    return super.binding(target, password)
                            .withEntry("id", UUID.randomUUID().toString());
                }
            }),
            new Mistake("an entry of the binding is made of the password", ENTRIES, new MemoryDriver() {
                @Override
                public ServiceBinding binding(DatabaseTarget target, String password) {
                    return super.binding(target, password).withEntry("hash", Integer.toString(password.hashCode()));
                }
            }),
            new Mistake(
                    "the binding's names are not encoded", "awkwardNamesAreNamesAndNothingElse", new MemoryDriver() {
                        @Override
                        String encoded(String text) {
                            return text;
                        }
                    }),
            new Mistake("probe asks nobody", "probeLogsInAndMakesNothing", new MemoryDriver() {
                @Override
                public ServerInfo probe(DatabaseTarget target) {
                    return new ServerInfo("Memory 1");
                }
            }),
            new Mistake("probe makes the database", "probeLogsInAndMakesNothing", new MemoryDriver() {
                @Override
                public ServerInfo probe(DatabaseTarget target) throws DriverException, InterruptedException {
                    return ask(target, connection -> {
                        connection.ask(
                                "set database", place(target), target.owner().mark(), "nobody", "closed");
                        return info(connection);
                    });
                }
            }),
            new Mistake(
                    "the server's identity is another in each call",
                    "aServerSaysWhichItIsInTheSameWayInEveryCall",
                    new MemoryDriver() {
                        @Override
                        ServerInfo info(Connection connection) throws DriverException {
                            return new ServerInfo(
                                    super.info(connection).version(),
                                    UUID.randomUUID().toString());
                        }
                    }),
            new Mistake(
                    "presence makes what it looks for",
                    "whatWasNeverMadeIsAbsentAndLookingMakesNothing",
                    new MemoryDriver() {
                        @Override
                        public Presence presence(DatabaseTarget target) throws DriverException, InterruptedException {
                            var seen = super.presence(target);
                            return ask(target, connection -> {
                                connection.ask(
                                        "set user",
                                        target.username(),
                                        target.owner().mark(),
                                        "secret");
                                return seen;
                            });
                        }
                    }),
            new Mistake(
                    "presence says absent when the server cannot be asked",
                    "nothingIsTakenForAbsentThatTheAdminMayNotLookAt",
                    new MemoryDriver() {
                        @Override
                        public Presence presence(DatabaseTarget target) throws InterruptedException {
                            try {
                                return super.presence(target);
                            } catch (DriverException e) {
                                return Presence.NOTHING;
                            }
                        }
                    }),
            new Mistake(
                    "presence takes what bears no mark for absent",
                    "whatBearsNoMarkIsForeignAndNobodysInParticular",
                    new MemoryDriver() {
                        @Override
                        Presence.Standing standing(List<String> answer, DatabaseTarget target) {
                            return super.standing(answer, target) instanceof Presence.Foreign(var other)
                                            && other == null
                                    ? new Presence.Absent()
                                    : super.standing(answer, target);
                        }
                    }),
            new Mistake(
                    "presence does not say whose it is", "whatWasMadeIsItsOwnersUntilItIsDropped", new MemoryDriver() {
                        @Override
                        Presence.Standing standing(List<String> answer, DatabaseTarget target) {
                            return super.standing(answer, target) instanceof Presence.Foreign
                                    ? new Presence.Foreign(null)
                                    : super.standing(answer, target);
                        }
                    }),
            new Mistake(
                    "presence takes the user's mark for the database's",
                    "aDatabaseThatWasDroppedBehindTheDriversBackIsAbsentAndCanBeMadeAgain",
                    new MemoryDriver() {
                        @Override
                        Presence presence(Connection connection, DatabaseTarget target) throws DriverException {
                            var user = super.presence(connection, target).user();
                            return new Presence(user, user);
                        }
                    }));

    private MistakesOfSettings() {}

    private static DatabaseTarget named(DatabaseTarget target, String databaseName, String username) {
        return new DatabaseTarget(
                target.owner(), databaseName, username, target.connect(), target.options(), target.admin());
    }

    static DatabaseTarget withoutOptions(DatabaseTarget target) {
        return new DatabaseTarget(
                target.owner(),
                target.databaseName(),
                target.username(),
                target.connect(),
                new Settings(target.options().path(), Map.of()),
                target.admin());
    }

    private static DatabaseTarget withKnownKeys(DatabaseTarget target) {
        var connect = new HashMap<>(target.connect().values());
        connect.keySet().retainAll(List.of("host", "port"));
        return new DatabaseTarget(
                target.owner(),
                target.databaseName(),
                target.username(),
                new Settings(target.connect().path(), connect),
                new Settings(target.options().path(), Map.of()),
                target.admin());
    }

    private static ServiceBinding withPort(ServiceBinding binding, int port) {
        return new ServiceBinding(
                binding.type(),
                binding.provider(),
                binding.host(),
                port,
                binding.uri().replace(":" + binding.port() + "/", ":" + port + "/"),
                binding.jdbcUrl());
    }
}
