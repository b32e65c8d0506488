package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.driver.cluster.UserHandle;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import io.fabric8.kubernetes.api.model.Secret;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Secret of a DatabaseUser. As that of a Database ({@link ApplicationSecret}) it is where the password is decided, and has
 * the same keys.
 */
@Singleton
public final class UserSecret {
    private static final int ATTEMPTS = 20;

    private final SecretStore store;
    private final Passwords passwords;

    @Inject
    UserSecret(SecretStore store, Passwords passwords) {
        this.store = store;
        this.passwords = passwords;
    }

    /** The login and password that the Secret has now; empty where it is missing, or has none that applications could use. */
    public Optional<Credentials> current(UserHandle user, SecretContent content) throws DriverException {
        return Optional.ofNullable(store.current(SecretOwner.of(user))).flatMap(secret -> credentials(secret, content));
    }

    /**
     * The login and password of the user: those of the Secret, which is made with new ones where it has none.
     *
     * @throws DriverException of kind USER with {@link Reasons#SECRET_CONFLICT} when a Secret of that name is not this user's;
     *     it is not touched
     */
    public Credentials account(UserHandle user, SecretContent content) throws DriverException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var existing = store.current(SecretOwner.of(user));
            var present = existing == null ? Optional.<Credentials>empty() : credentials(existing, content);
            if (present.isPresent()) {
                return present.get();
            }
            var next = new Credentials(content.logins().getFirst(), passwords.next());
            if (store.write(existing, SecretObject.wanted(SecretOwner.of(user), content, next))) {
                return next;
            }
        }
        throw SecretOwner.of(user).changing();
    }

    /** Brings what says where to connect to {@code content}; the login and password have to be those of {@code account}. */
    public void publish(UserHandle user, SecretContent content, Credentials account) throws DriverException {
        change(user, content, account, account, null);
    }

    /**
     * Gives the Secret another login and password in one write.
     *
     * @param rotation a name for this change, which the Secret bears from then on
     * @throws DriverException of kind UNAVAILABLE when the Secret does not have {@code from} any more; it is not touched
     */
    public void rotate(UserHandle user, SecretContent content, Credentials from, Credentials to, String rotation)
            throws DriverException {
        change(user, content, from, to, rotation);
    }

    private void change(
            UserHandle user, SecretContent content, Credentials from, Credentials to, @Nullable String rotation)
            throws DriverException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var existing = store.current(SecretOwner.of(user));
            if (existing == null
                    || credentials(existing, content).filter(from::equals).isEmpty()) {
                break;
            }
            var wanted = SecretObject.wanted(SecretOwner.of(user), content, to);
            if (rotation != null) {
                wanted.getMetadata().getAnnotations().put(ApiGroup.ROTATION_ANNOTATION, rotation);
            }
            if (store.write(existing, wanted)) {
                return;
            }
        }
        throw SecretOwner.of(user).changing();
    }

    /** Whether the Secret has been given what {@link #rotate} of that name was to give it. */
    public boolean bears(UserHandle user, String rotation) throws DriverException {
        var existing = store.current(SecretOwner.of(user));
        return existing != null && SecretObject.bears(existing, rotation);
    }

    /** Deletes the Secret if it is this user's. */
    public void delete(UserHandle user) {
        store.delete(SecretOwner.of(user), List.of(user.secretName()));
    }

    private static Optional<Credentials> credentials(Secret secret, SecretContent content) {
        return SecretObject.password(secret)
                .map(password -> new Credentials(SecretObject.login(Optional.of(secret), content), password));
    }
}
