package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupEncryption;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.CredentialSource;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseSpec;
import com.isotoma.dboperator.crds.v1alpha1.DeletionPolicy;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.S3Credentials;
import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.driver.TestResources;
import com.isotoma.dboperator.driver.cluster.ApplicationSecret;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.Passwords;
import com.isotoma.dboperator.driver.cluster.RestoreHandle;
import com.isotoma.dboperator.driver.cluster.Schedules;
import com.isotoma.dboperator.driver.cluster.SecretGuard;
import com.isotoma.dboperator.driver.cluster.SecretNotes;
import com.isotoma.dboperator.driver.cluster.SecretValues;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.prune.PruneAfterBackup;
import com.isotoma.dboperator.driver.prune.Pruner;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.storage.LocalS3;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Operations on a Database of a real API server that backs up to a real S3 server. */
final class TestRun implements AutoCloseable {
    static final String NAME = "orders";

    final KubernetesClient client = TestResources.connect();
    final LocalS3 s3 = new LocalS3();
    final String namespace = "it-" + UUID.randomUUID().toString().substring(0, 8);
    private final Clock clock = Clock.systemUTC();
    private final ClusterClient cluster = new ClusterClient(client, clock);
    final EventRecorder events = new EventRecorder(cluster, clock);
    /** Where the next operation runs. */
    SystemNamespace system = SystemNamespace.UNKNOWN;

    TestRun() throws IOException {
        TestResources.createNamespace(client, namespace);
        applyDatabase(NAME);
    }

    /** A Database with this name, of the driver {@code memory}. */
    void applyDatabase(String name) {
        apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Database
                metadata:
                  name: %s
                spec:
                  driver: memory
                  connect: {host: nowhere}
                  credentials: {username: {value: admin}, password: {value: secret}}
                  backupTo:
                    s3:
                      endpoint: %s
                      region: %s
                      bucket: %s
                      prefix: %s
                      credentials: {accessKeyId: {value: "%s"}, secretAccessKey: {value: "%s"}}
                """.formatted(
                        name,
                        LocalS3.ENDPOINT,
                        LocalS3.REGION,
                        LocalS3.BUCKET,
                        s3.key(""),
                        LocalS3.ACCESS_KEY,
                        LocalS3.SECRET_KEY));
    }

    void create(DriverApi driver) throws Exception {
        create(NAME, driver);
    }

    void create(String database, DriverApi driver) throws Exception {
        create(database, driver, step -> {});
    }

    void create(String database, DriverApi driver, Steps steps) throws Exception {
        new CreateOperation(
                        targets(),
                        identity(steps),
                        new SecretGuard(cluster, events),
                        new ApplicationSecret(cluster, new Passwords(), new SecretValues(cluster)),
                        new BackupsTrial(storage(), events, steps),
                        events,
                        steps)
                .run(database(database), driver);
    }

    void restore(String database, String name, DriverApi driver, Steps steps) throws Exception {
        var attempt = new RestoreAttempt(
                targets(),
                identity(steps),
                new RestoreSources(cluster),
                new RestoreStorage(cluster, storage()),
                side(steps),
                finalBackups(steps),
                past(steps),
                events,
                steps);
        new RestoreOperation(cluster, attempt, restoreEnd(steps), events, steps).run(database(database), name, driver);
    }

    void verify(String name, DriverApi driver, Steps steps) throws Exception {
        new VerifyOperation(cluster, new RestoreStorage(cluster, storage()), side(steps), events, steps, clock)
                .run(database(), name, driver);
    }

    private RestoreEnd restoreEnd(Steps steps) {
        return new RestoreEnd(cluster, side(steps), finalBackups(steps), past(steps), events, steps);
    }

    private PastRestores past(Steps steps) {
        return new PastRestores(new SecretNotes(cluster), new BucketNotes(storage()), events, steps, clock);
    }

    private SideDatabase side(Steps steps) {
        var passwords = new Passwords();
        var secret = new ApplicationSecret(cluster, passwords, new SecretValues(cluster));
        return new SideDatabase(targets(), identity(steps), secret, passwords, steps);
    }

    private IdentityCheck identity(Steps steps) {
        return new IdentityCheck(new ServerCheck(events, steps), new Adoptions(cluster), events);
    }

    void backup(String name, DriverApi driver, Steps steps) throws Exception {
        new BackupOperation(cluster, writer(steps), new RequestedBackups(cluster, clock), events, after(steps), steps)
                .run(database(), name, driver);
    }

    private AfterBackup after(Steps steps) {
        var schedules = new Schedules(cluster, clock);
        return new PruneAfterBackup(schedules, new Pruner(schedules, stores(), events, steps, clock), steps);
    }

    StoredBackups.Opener stores() {
        return new StoredBackups.Opener(cluster, system, new SecretValues(cluster), Permit.ALWAYS);
    }

    void drop(DriverApi driver, Steps steps) throws Exception {
        new DropOperation(
                        targets(),
                        identity(steps),
                        finalBackups(steps),
                        restoreEnd(steps),
                        new ApplicationSecret(cluster, new Passwords(), new SecretValues(cluster)),
                        new SecretGuard(cluster, events),
                        events,
                        steps)
                .run(database(), driver);
    }

    FinalBackups finalBackups(Steps steps) {
        return new FinalBackups(cluster, writer(steps), events, steps, clock);
    }

    private BackupWriter writer(Steps steps) {
        return new BackupWriter(targets(), identity(steps), storage(), events, steps, clock);
    }

    private StorageTargets storage() {
        return new StorageTargets(new Locations(cluster, system), new SecretValues(cluster), Permit.ALWAYS);
    }

    private Targets targets() {
        return new Targets(cluster, new SecretValues(cluster));
    }

    DatabaseHandle database() {
        return database(NAME);
    }

    DatabaseHandle database(String name) {
        return cluster.database(namespace, name).orElseThrow();
    }

    Optional<RestoreHandle> restore(String name) {
        return cluster.restore(namespace, name);
    }

    /** Makes what the YAML says, in the namespace of this run. */
    void apply(String yaml) {
        client.resource(yaml).inNamespace(namespace).create();
    }

    boolean databaseIsGone() {
        return cluster.database(namespace, NAME).isEmpty();
    }

    BackupHandle backup(String name) {
        return cluster.backup(namespace, name).orElseThrow();
    }

    List<BackupHandle> backups() {
        return cluster.backupsOf(namespace, NAME);
    }

    void askForBackup(String name, BackupTarget... places) {
        var backup = new Backup();
        backup.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        backup.setSpec(new BackupSpec(NAME, places.length == 0 ? null : List.of(places), null, null));
        client.resource(backup).create();
    }

    /** A place in this run's folder of the S3 server. */
    BackupTarget place(URI endpoint, String bucket, String folder, @Nullable String encryptedFor) {
        var credentials = new S3Credentials(
                new CredentialSource(LocalS3.ACCESS_KEY, null), new CredentialSource(LocalS3.SECRET_KEY, null), null);
        var target = new S3Target(LocalS3.REGION, bucket, s3.key(folder), endpoint.toString(), true, credentials);
        return new BackupTarget(target, null, encryptedFor == null ? null : new BackupEncryption(encryptedFor));
    }

    /** Makes a Secret, or replaces what it holds. */
    void secret(String name, Map<String, String> values) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    /** Changes the Database's spec. */
    void edit(UnaryOperator<DatabaseSpec> change) {
        client.resources(Database.class).inNamespace(namespace).withName(NAME).edit(d -> {
            d.setSpec(change.apply(d.getSpec()));
            return d;
        });
    }

    /** A change of the Database's deletion policy. */
    static UnaryOperator<DatabaseSpec> policy(DeletionPolicy policy) {
        return s -> new DatabaseSpec(
                s.driver(),
                s.name(),
                s.connect(),
                s.credentials(),
                s.backupTo(),
                s.backupOptions(),
                policy,
                s.adoption(),
                s.options(),
                s.secret(),
                s.passwordFrom());
    }

    /** Lets the Database's backups go to another bucket. */
    static UnaryOperator<DatabaseSpec> bucket(String name) {
        return backupTo(s3 -> s3.withBucket(name));
    }

    /** Gives the Database another key for its bucket. */
    static UnaryOperator<DatabaseSpec> secretKey(String key) {
        return backupTo(s3 -> new S3Target(
                s3.region(),
                s3.bucket(),
                s3.prefix(),
                s3.endpoint(),
                s3.pathStyle(),
                new S3Credentials(
                        new CredentialSource(LocalS3.ACCESS_KEY, null), new CredentialSource(key, null), null)));
    }

    private static UnaryOperator<DatabaseSpec> backupTo(UnaryOperator<S3Target> change) {
        return s -> new DatabaseSpec(
                s.driver(),
                s.name(),
                s.connect(),
                s.credentials(),
                new BackupTarget(
                        change.apply(Objects.requireNonNull(
                                Objects.requireNonNull(s.backupTo()).target())),
                        null,
                        null),
                s.backupOptions(),
                s.deletionPolicy(),
                s.adoption(),
                s.options(),
                s.secret(),
                s.passwordFrom());
    }

    String clusterId() throws DriverException {
        return cluster.clusterId();
    }

    /** Sets an annotation of the Database. */
    void annotate(String annotation, String value) {
        client.resources(Database.class).inNamespace(namespace).withName(NAME).edit(d -> {
            d.getMetadata().getAnnotations().put(annotation, value);
            return d;
        });
    }

    /** What the Database's Secret holds. */
    Map<String, String> secretOfDatabase() {
        return client.secrets().inNamespace(namespace).withName(NAME).get().getData();
    }

    /** Reasons of the Events on a Backup or a Restore. */
    List<String> events(String backup) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(e -> e.getInvolvedObject().getName().equals(backup))
                .map(Event::getReason)
                .toList();
    }

    void delete() {
        client.resources(Database.class).inNamespace(namespace).withName(NAME).delete();
    }

    /** Names of the finalizers of a Backup. */
    List<String> finalizers(String backup) {
        return client.resources(Backup.class)
                .inNamespace(namespace)
                .withName(backup)
                .get()
                .getMetadata()
                .getFinalizers();
    }

    @Override
    public void close() {
        TestResources.release(
                client,
                client.resources(Backup.class).inNamespace(namespace).list().getItems());
        TestResources.release(
                client,
                client.resources(Restore.class).inNamespace(namespace).list().getItems());
        TestResources.release(
                client,
                client.resources(Database.class).inNamespace(namespace).list().getItems());
        // A namespace whose Secrets are held would stay in deletion, and keep the API server busy from then on.
        TestResources.release(
                client, client.secrets().inNamespace(namespace).list().getItems());
        client.namespaces().withName(namespace).delete();
        client.close();
        s3.close();
    }
}
