package com.isotoma.dboperator.driver.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.isotoma.dboperator.crds.v1alpha1.AdminCredentials;
import com.isotoma.dboperator.crds.v1alpha1.ConfigMapReferences;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.ServerHandle;
import com.isotoma.dboperator.driver.cluster.secret.SecretValues;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.storage.MetadataAddresses;
import io.fabric8.kubernetes.api.model.IntOrString;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes of a Database what a driver understands. */
@Singleton
public final class DatabaseTargets {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTargets.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClusterClient cluster;
    private final SecretValues secrets;
    private final ConnectSettings connects;

    @Inject
    DatabaseTargets(ClusterClient cluster, SecretValues secrets, ConnectSettings connects) {
        this.cluster = cluster;
        this.secrets = secrets;
        this.connects = connects;
    }

    /** Name of the database: once reached it stays, even if a later version would derive another one. */
    public static String databaseName(DatabaseHandle database, NamingRules rules) {
        var reached = database.status().databaseName();
        return reached != null
                ? reached
                : Names.database(
                        database.spec().name(),
                        database.namespace(),
                        database.name(),
                        new Names.Rule(rules.maxDatabaseName(), rules::reserves));
    }

    /** Name of the application's user, which stays likewise, and is never the admin's. */
    private static String username(DatabaseHandle database, NamingRules rules, Credentials admin) {
        var reached = database.status().username();
        return reached != null
                ? reached
                : Names.user(
                        database.spec().name(),
                        database.namespace(),
                        database.name(),
                        new Names.Rule(
                                rules.maxUsername(), name -> rules.reserves(name) || name.equals(admin.username())));
    }

    /** The target as the spec asks for it, for creating. */
    public DatabaseTarget asAsked(DatabaseHandle database, DriverApi driver) throws DriverException {
        return of(database, driver, options(database.spec().options()));
    }

    /** The CA's certificate that is to be kept for the deletion; null where it does not come from a ConfigMap. */
    public static @Nullable String caToKeep(DatabaseHandle database, DriverApi driver, DatabaseTarget target) {
        var tls = driver.settings().tls();
        return tls == null || ConfigMapReferences.of(database.spec().tls()).isEmpty()
                ? null
                : (String) target.connect().values().get(tls.caCertificate());
    }

    /**
     * The target as it is, for everything else: with the options that it was last brought to. What the driver refuses of them
     * is left out, all together, so that an option that has become invalid holds up neither a backup nor a deletion.
     */
    public DatabaseTarget inForce(DatabaseHandle database, DriverApi driver) throws DriverException {
        var reached = database.status().options();
        var target = of(
                database,
                driver,
                options(reached != null ? reached : database.spec().options()));
        return accepts(driver, target) ? target : of(database, driver, Map.of());
    }

    private static boolean accepts(DriverApi driver, DatabaseTarget target) {
        try {
            driver.validate(target);
            return true;
        } catch (DriverException e) {
            LOG.info("Going on without spec.options: {}", e.getMessage());
            return false;
        }
    }

    /**
     * The name of the account of a further user. It follows the application's user, whatever the names of the resources are, so
     * that it stays where another Database takes the database up.
     */
    public static String furtherUser(DatabaseTarget target, String name, NamingRules rules) {
        return Names.further(
                target.username(),
                name,
                new Names.Rule(
                        rules.maxUsername(),
                        taken -> rules.reserves(taken)
                                || taken.equals(target.admin().username())));
    }

    /** The target that takes the place of {@code target} once it is filled. */
    static DatabaseTarget beside(DatabaseTarget target, NamingRules rules) {
        return new DatabaseTarget(
                target.owner(),
                Names.beside(target.databaseName(), new Names.Rule(rules.maxDatabaseName(), rules::reserves)),
                Names.beside(target.username(), new Names.Rule(rules.maxUsername(), rules::reserves)),
                target.connect(),
                target.options(),
                target.admin());
    }

    /** A target for looking at a server, without a database or a user. */
    public DatabaseTarget ofServer(ServerHandle server, String itsNamespace, DriverApi driver) throws DriverException {
        var rules = driver.naming();
        var spec = server.spec();
        refuseMetadata("spec.connect", spec.connect());
        var rule = new Names.Rule(Math.min(rules.maxDatabaseName(), rules.maxUsername()), rules::reserves);
        var name = Names.database(null, itsNamespace, server.name(), rule);
        return new DatabaseTarget(
                new Owner(cluster.clusterId(), itsNamespace, server.name()),
                name,
                name,
                connects.of(
                        new ConnectSettings.Source(itsNamespace, spec.driver(), spec.connect(), spec.tls(), "", null),
                        driver.settings().tls()),
                new Settings("spec.options", Map.of()),
                admin(itsNamespace, "spec.credentials", spec.credentials()));
    }

    private DatabaseTarget of(DatabaseHandle database, DriverApi driver, Map<String, Object> options)
            throws DriverException {
        var rules = driver.naming();
        refuseMetadata(database.serverField("connect"), database.connect());
        var admin = admin(database.adminNamespace(), database.serverField("credentials"), database.credentials());
        return new DatabaseTarget(
                new Owner(cluster.clusterId(), database.namespace(), database.name()),
                databaseName(database, rules),
                username(database, rules, admin),
                connects.of(source(database), driver.settings().tls()),
                new Settings("spec.options", options),
                admin);
    }

    /** @param field where the credentials stand, for messages */
    private Credentials admin(String namespace, String field, AdminCredentials given) throws DriverException {
        return new Credentials(
                secrets.resolve(namespace, field + ".username", given.username()),
                secrets.resolve(namespace, field + ".password", given.password()));
    }

    /** Here, so that it holds for every driver. */
    private static void refuseMetadata(String field, Map<String, IntOrString> connect) throws DriverException {
        var host = connect.get("host");
        if (host != null) {
            MetadataAddresses.refuse(field + ".host", String.valueOf(host.getValue()));
        }
    }

    /** The namespace of a Database that is being deleted may have lost its ConfigMaps already. */
    private static ConnectSettings.Source source(DatabaseHandle database) {
        var spec = database.spec();
        return new ConnectSettings.Source(
                spec.server() == null ? database.namespace() : database.adminNamespace(),
                database.driver(),
                database.connect(),
                database.tls(),
                database.serverPlace(),
                database.deletionRequested() ? database.status().caCertificate() : null);
    }

    private static Map<String, Object> options(@Nullable Map<String, JsonNode> given) throws DriverException {
        var values = new HashMap<String, Object>();
        if (given != null) {
            for (Map.Entry<String, JsonNode> option : given.entrySet()) {
                try {
                    var value = JSON.treeToValue(option.getValue(), Object.class);
                    if (value != null) {
                        values.put(option.getKey(), value);
                    }
                } catch (JsonProcessingException e) {
                    throw DriverException.internal(
                            Reasons.INVALID_SPEC,
                            "spec.options." + option.getKey() + " cannot be read: " + e.getOriginalMessage(),
                            e);
                }
            }
        }
        return values;
    }
}
