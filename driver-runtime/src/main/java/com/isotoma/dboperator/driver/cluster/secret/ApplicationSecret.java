package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.ValueFrom;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import io.fabric8.kubernetes.api.model.Secret;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The Secret that an application connects with. It has the name of its Database, or the one that {@code spec.secret.name} gives, and
 * it is where the password of the application's user is decided: who creates it first wins, and every run sets on the server what stands in it. Where to connect
 * changes last, when the server is ready for it, so that a change that is refused leaves applications as they are. After a change of
 * its name the Secrets of before are kept as the one of now until their time has come.
 *
 * <p>Keys and type follow the Service Binding Specification for Kubernetes 1.1.
 */
@Singleton
public final class ApplicationSecret {
    private static final int ATTEMPTS = 20;

    /** Of a password that is given. */
    private static final int LONGEST = 256;

    private final ClusterClient cluster;
    private final SecretStore store;
    private final Passwords passwords;
    private final SecretValues values;

    @Inject
    ApplicationSecret(ClusterClient cluster, SecretStore store, Passwords passwords, SecretValues values) {
        this.cluster = cluster;
        this.store = store;
        this.passwords = passwords;
        this.values = values;
    }

    /**
     * The login that applications use, and the password that it is to have: the one that {@code spec.passwordFrom} names, else that
     * of the Secret, which is not changed when it has one. A Secret that is missing is made with {@code content}; in one that has no usable password the password alone is set.
     *
     * @throws DriverException of kind USER with {@link Reasons#SECRET_CONFLICT} when a Secret of that name is not this
     *     Database's; it is not touched
     */
    public Credentials account(DatabaseHandle database, SecretContent content) throws DriverException {
        var given = database.spec().passwordFrom();
        if (given != null) {
            // Refuses a Secret that is not ours before the server is touched.
            var present = store.inUse(database);
            return new Credentials(SecretObject.login(present, content), given(database, given));
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var existing = store.inUse(database);
            var present = existing.flatMap(SecretObject::password);
            var login = SecretObject.login(existing, content);
            if (present.isPresent()) {
                return new Credentials(login, present.get());
            }
            var next = new Credentials(login, passwords.next());
            boolean written = existing.isEmpty()
                    ? store.write(null, SecretObject.wanted(SecretOwner.of(database), content, next))
                    : cluster.replaceIfUnchanged(withPassword(existing.get(), next.password()), false)
                            .isPresent();
            if (written) {
                return next;
            }
        }
        throw SecretOwner.of(database).changing();
    }

    /**
     * Brings the Secret to {@code content}, which applications use from then on: after the server has it.
     *
     * @param account the login and its password of now
     * @return names of the Secrets of before, which have the same now; the latest first
     * @throws DriverException of kind UNAVAILABLE when the Secret has another password meanwhile; it is not touched
     */
    public List<String> publish(DatabaseHandle database, SecretContent content, Credentials account)
            throws DriverException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var current = store.current(SecretOwner.of(database));
            var used = store.inUse(database, current);
            var present = used.flatMap(SecretObject::password);
            boolean given = database.spec().passwordFrom() != null;
            if (!given && present.isPresent() && !present.get().equals(account.password())) {
                break;
            }
            var wanted = SecretObject.wanted(SecretOwner.of(database), content, account);
            used.ifPresent(before -> SecretObject.keepNotes(before, wanted));
            if (store.write(current, wanted)) {
                return follow(database, content, account);
            }
        }
        throw SecretOwner.of(database).changing();
    }

    /**
     * Brings the Secrets of before, which had other names, to what the one of now has.
     *
     * @return their names, the latest first
     * @throws DriverException of kind UNAVAILABLE when one of them is written by another hand all the time
     */
    public List<String> follow(DatabaseHandle database, SecretContent content, Credentials account)
            throws DriverException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            boolean written = true;
            var names = new ArrayList<String>();
            for (var secret : store.former(database)) {
                var wanted = SecretObject.wanted(SecretOwner.of(database), content, account);
                wanted.getMetadata().setName(secret.getMetadata().getName());
                names.add(secret.getMetadata().getName());
                written &= store.write(secret, wanted);
            }
            if (written) {
                return names;
            }
        }
        throw SecretOwner.of(database).changing();
    }

    /** The login and password that the Secret has now; empty where it is missing, or has none that applications could use. */
    public Optional<Credentials> current(DatabaseHandle database, SecretContent content) throws DriverException {
        var existing = store.inUse(database);
        var present = database.spec().passwordFrom() == null
                ? existing.flatMap(SecretObject::password)
                : existing.flatMap(secret -> SecretObject.value(secret, SecretObject.PASSWORD));
        return present.map(password -> new Credentials(SecretObject.login(existing, content), password));
    }

    /**
     * Gives the Secret another login and password in one write.
     *
     * @param from what it has now
     * @param rotation a name for this change, which the Secret bears from then on
     * @throws DriverException of kind UNAVAILABLE when the Secret has another password meanwhile; it is not touched
     */
    public void rotate(
            DatabaseHandle database, SecretContent content, Credentials from, Credentials to, String rotation)
            throws DriverException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var existing = store.inUse(database);
            if (existing.isEmpty()
                    || !current(database, content).filter(from::equals).isPresent()) {
                break;
            }
            var wanted = SecretObject.wanted(SecretOwner.of(database), content, to);
            wanted.getMetadata().setName(existing.get().getMetadata().getName());
            wanted.getMetadata().getAnnotations().put(ApiGroup.ROTATION_ANNOTATION, rotation);
            if (store.write(existing.get(), wanted)) {
                return;
            }
        }
        throw SecretOwner.of(database).changing();
    }

    /**
     * In which ways the Secret is not as {@link #publish} would leave it; it is not changed.
     *
     * @throws DriverException of kind USER with {@link Reasons#SECRET_CONFLICT} when a Secret of that name is not this Database's
     */
    public List<String> differences(DatabaseHandle database, SecretContent content) throws DriverException {
        var existing = store.current(SecretOwner.of(database));
        var name = "the Secret " + database.secretName() + " ";
        if (existing == null) {
            return List.of(name + "is missing");
        }
        // A password that a person gives is taken up when that is asked for.
        var account = current(database, content);
        if (account.isEmpty()) {
            return List.of(name + "has no password");
        }
        var wanted = SecretObject.wanted(SecretOwner.of(database), content, account.get())
                .getData();
        var present = Objects.requireNonNullElse(existing.getData(), Map.<String, String>of());
        // Keys that others have added do no harm.
        var differing = new TreeSet<>(wanted.keySet());
        differing.removeIf(key -> Objects.equals(wanted.get(key), present.get(key)));
        return differing.isEmpty() ? List.of() : List.of(name + "differs in " + String.join(", ", differing));
    }

    /** Whether the Secret has been given what {@link #rotate} of that name was to give it. */
    public boolean bears(DatabaseHandle database, String rotation) throws DriverException {
        return store.inUse(database)
                .filter(secret -> SecretObject.bears(secret, rotation))
                .isPresent();
    }

    /** The password that a person decides. It may have whatever the server takes, but for what no client can send. */
    private String given(DatabaseHandle database, ValueFrom from) throws DriverException {
        var field = "spec.passwordFrom.secretKeyRef";
        var ref = from.secretKeyRef();
        var password = values.value(database.namespace(), field, ref);
        if (password.isEmpty()
                || password.length() > LONGEST
                || password.chars().anyMatch(Character::isISOControl)) {
            throw DriverException.user(
                    Reasons.INVALID_SPEC,
                    field + " names the key " + ref.key() + " of the Secret " + ref.name()
                            + ", whose value cannot be a password: give 1 to " + LONGEST
                            + " characters without control characters, such as an end of line");
        }
        return password;
    }

    private static Secret withPassword(Secret secret, String password) {
        var data = new TreeMap<String, String>();
        if (secret.getData() != null) {
            data.putAll(secret.getData());
        }
        data.put(SecretObject.PASSWORD, SecretObject.encoded(password));
        secret.setData(data);
        return secret;
    }

    /** Deletes the Secret, under every name that it has. */
    public void delete(DatabaseHandle database) {
        var names = SecretNames.of(database);
        delete(database, List.of(names.current()));
        delete(database, names.others());
    }

    /** Deletes those of these names, where they are this Database's. */
    public void delete(DatabaseHandle database, Collection<String> names) {
        store.delete(SecretOwner.of(database), names);
    }
}
