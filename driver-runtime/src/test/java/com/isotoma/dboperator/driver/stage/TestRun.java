package com.isotoma.dboperator.driver.stage;

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
import com.isotoma.dboperator.driver.backup.BackupOperation;
import com.isotoma.dboperator.driver.backup.FinalBackups;
import com.isotoma.dboperator.driver.bucket.StoredBackups;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.RestoreHandle;
import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.container.TestContainer;
import com.isotoma.dboperator.driver.create.CreateOperation;
import com.isotoma.dboperator.driver.drop.DropOperation;
import com.isotoma.dboperator.driver.restore.RestoreOperation;
import com.isotoma.dboperator.driver.rotate.RotateOperation;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.LocalS3;
import com.isotoma.dboperator.driver.verify.VerifyOperation;
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
public final class TestRun implements AutoCloseable {
    public static final String NAME = "orders";

    public final KubernetesClient client = TestResources.connect();
    public final LocalS3 s3 = new LocalS3();
    public final String namespace = "it-" + UUID.randomUUID().toString().substring(0, 8);
    private final Clock clock = Clock.systemUTC();
    private final ClusterClient cluster = new ClusterClient(client, clock);
    public final EventRecorder events = new EventRecorder(cluster, clock);
    /** Where the next operation runs. */
    public SystemNamespace system = SystemNamespace.UNKNOWN;

    public TestRun() throws IOException {
        TestResources.createNamespace(client, namespace);
        applyDatabase(NAME);
    }

    /** A Database with this name, of the driver {@code memory}. */
    public void applyDatabase(String name) {
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

    public void create(DriverApi driver) throws Exception {
        create(NAME, driver);
    }

    public void create(String database, DriverApi driver) throws Exception {
        create(database, driver, step -> {});
    }

    public void create(String database, DriverApi driver, Steps steps) throws Exception {
        part(CreateOperation.class, steps).run(database(database), driver);
    }

    /** A part of a run, made with all that it needs as the container makes it. */
    public <T> T part(Class<T> type, Steps steps) {
        return TestContainer.context(client, system, steps).get(type);
    }

    public void restore(String database, String name, DriverApi driver, Steps steps) throws Exception {
        part(RestoreOperation.class, steps).run(database(database), name, driver);
    }

    public void verify(String name, DriverApi driver, Steps steps) throws Exception {
        part(VerifyOperation.class, steps).run(database(), name, driver);
    }

    public void backup(String name, DriverApi driver, Steps steps) throws Exception {
        part(BackupOperation.class, steps).run(database(), name, driver);
    }

    public BackupOperation operation() {
        return part(BackupOperation.class, step -> {});
    }

    public StoredBackups.Opener stores() {
        return part(StoredBackups.Opener.class, step -> {});
    }

    public void rotate(DriverApi driver, Steps steps) throws Exception {
        part(RotateOperation.class, steps).run(database(), driver);
    }

    public void drop(DriverApi driver, Steps steps) throws Exception {
        part(DropOperation.class, steps).run(database(), driver);
    }

    public FinalBackups finalBackups(Steps steps) {
        return part(FinalBackups.class, steps);
    }

    public DatabaseHandle database() {
        return database(NAME);
    }

    public DatabaseHandle database(String name) {
        return cluster.database(namespace, name).orElseThrow();
    }

    public Optional<RestoreHandle> restore(String name) {
        return cluster.restore(namespace, name);
    }

    /** Makes what the YAML says, in the namespace of this run. */
    public void apply(String yaml) {
        client.resource(yaml).inNamespace(namespace).create();
    }

    public boolean databaseIsGone() {
        return cluster.database(namespace, NAME).isEmpty();
    }

    public BackupHandle backup(String name) {
        return cluster.backup(namespace, name).orElseThrow();
    }

    public List<BackupHandle> backups() {
        return cluster.backupsOf(namespace, NAME);
    }

    public void askForBackup(String name, BackupTarget... places) {
        var backup = new Backup();
        backup.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        backup.setSpec(new BackupSpec(NAME, places.length == 0 ? null : List.of(places), null, null, null, null));
        client.resource(backup).create();
    }

    /** A place in this run's folder of the S3 server. */
    public BackupTarget place(URI endpoint, String bucket, String folder, @Nullable String encryptedFor) {
        var credentials = new S3Credentials(
                new CredentialSource(LocalS3.ACCESS_KEY, null), new CredentialSource(LocalS3.SECRET_KEY, null), null);
        var target = new S3Target(LocalS3.REGION, bucket, s3.key(folder), endpoint.toString(), true, credentials);
        return new BackupTarget(target, null, encryptedFor == null ? null : new BackupEncryption(encryptedFor));
    }

    /** Makes a Secret, or replaces what it holds. */
    public void secret(String name, Map<String, String> values) {
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
    public void edit(UnaryOperator<DatabaseSpec> change) {
        client.resources(Database.class).inNamespace(namespace).withName(NAME).edit(d -> {
            d.setSpec(change.apply(d.getSpec()));
            return d;
        });
    }

    /** A change of the Database's deletion policy. */
    public static UnaryOperator<DatabaseSpec> policy(DeletionPolicy policy) {
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
                s.passwordFrom(),
                s.server(),
                s.tls(),
                s.initSql(),
                s.rotation());
    }

    /** Lets the Database's backups go to another bucket. */
    public static UnaryOperator<DatabaseSpec> bucket(String name) {
        return backupTo(s3 -> s3.withBucket(name));
    }

    /** Gives the Database another key for its bucket. */
    public static UnaryOperator<DatabaseSpec> secretKey(String key) {
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
                s.passwordFrom(),
                s.server(),
                s.tls(),
                s.initSql(),
                s.rotation());
    }

    public String clusterId() throws DriverException {
        return cluster.clusterId();
    }

    /** Sets an annotation of the Database. */
    public void annotate(String annotation, String value) {
        client.resources(Database.class).inNamespace(namespace).withName(NAME).edit(d -> {
            d.getMetadata().getAnnotations().put(annotation, value);
            return d;
        });
    }

    /** What the Database's Secret holds. */
    public Map<String, String> secretOfDatabase() {
        return client.secrets().inNamespace(namespace).withName(NAME).get().getData();
    }

    /** Reasons of the Events on a Backup or a Restore. */
    public List<String> events(String backup) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(e -> e.getInvolvedObject().getName().equals(backup))
                .map(Event::getReason)
                .toList();
    }

    public void delete() {
        client.resources(Database.class).inNamespace(namespace).withName(NAME).delete();
    }

    /** Names of the finalizers of a Backup. */
    public List<String> finalizers(String backup) {
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
